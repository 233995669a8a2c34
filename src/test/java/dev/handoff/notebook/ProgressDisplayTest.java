package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Displayable;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.Monitor.Progress;
import dev.handoff.spi.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final Glimpse IN_FULL = new Glimpse(720, 4, 0, "RSSS", 16, Phase.WAIT_FOR_SPACE);

    private long nowNs;
    private final List<String> shown = new ArrayList<>();
    private final Cell cell = new Cell() {
        @Override
        public String show(Object object) {
            shown.add("show " + ((Displayable) object).text());
            return "7";
        }

        @Override
        public void update(String id, Object object) {
            shown.add("update " + id + " " + ((Displayable) object).text());
        }
    };
    private final ProgressDisplay display = new ProgressDisplay(cell, () -> nowNs += 100_000_000);

    /** What is known of a run without a ledger in another language. */
    private static Progress progress(String run, int number, int runs, long received, long total, double seconds) {
        return new Progress(run, number, runs, total, new Glimpse(received, seconds, 0, "", -1, null));
    }

    @Test
    void one_display_is_updated_in_place_and_ends_as_a_summary() {
        display.update(progress("light over queue (java)", 1, 2, 1600, 1600, 5.8));
        display.update(progress("heavy over queue (java)", 2, 2, 0, 1600, 0));
        display.update(progress("heavy over queue (java)", 2, 2, 720, 1600, 4.1));
        display.update(progress("heavy over queue (java)", 2, 2, 1600, 1600, 9.1));
        display.close();

        assertThat(shown)
                .containsExactly(
                        "show light over queue (java)  run 1 of 2  100 %  1,600 of 1,600  276 a second  5.8 s",
                        "update 7 heavy over queue (java)  run 2 of 2  starting",
                        "update 7 heavy over queue (java)  run 2 of 2  45 %  720 of 1,600  176 a second  4.1 s, 5 s left",
                        "update 7 heavy over queue (java)  run 2 of 2  100 %  1,600 of 1,600  176 a second  9.1 s",
                        "update 7 2 of 2 runs  3,200 messages  14.9 s measured");
    }

    @Test
    void an_experiment_that_ends_early_says_where() {
        display.update(progress("heavy over slots (java)", 1, 1, 3, 8, 0.5));
        display.close();

        assertThat(shown.getLast()).isEqualTo("update 7 ended: heavy over slots (java)  run 1 of 1  3 of 8  0.5 s");
    }

    @Test
    void one_that_skips_its_last_runs_ends_as_a_summary_of_the_others() {
        display.update(progress("bytes:64 over slots (raw)", 1, 4, 8, 8, 0.5));
        display.update(progress("bytes:64 over queue (json)", 3, 4, 8, 8, 0.5));
        display.close();

        assertThat(shown.getLast()).isEqualTo("update 7 2 of 4 runs  16 messages  1.0 s measured");
    }

    @Test
    void one_that_is_interrupted_says_so_and_nothing_of_what_is_left() {
        display.update(progress("heavy over slots (java)", 2, 2, 3, 8, 0.5));
        Thread.currentThread().interrupt();
        display.close();

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(shown.getLast())
                .isEqualTo("update 7 interrupted: heavy over slots (java)  run 2 of 2  3 of 8  0.5 s");
    }

    @Test
    void it_is_updated_at_most_ten_times_a_second_and_its_end_is_shown_at_once() {
        var quick = new ProgressDisplay(cell, () -> nowNs += 40_000_000);
        for (int i = 1; i <= 6; i++) {
            quick.update(progress("light over slots (java)", i, 6, 8, 8, 0.01));
        }
        quick.close();

        assertThat(shown)
                .extracting(line -> line.replaceAll("  \\d+ %.*", ""))
                .containsExactly(
                        "show light over slots (java)  run 1 of 6",
                        "update 7 light over slots (java)  run 4 of 6",
                        "update 7 6 of 6 runs  48 messages  0.1 s measured");
    }

    @Test
    void everything_that_is_known_is_said() {
        assertThat(new ProgressView(new Progress("heavy over queue (java)", 1, 6, 1600, IN_FULL)).text())
                .isEqualTo("heavy over queue (java)  run 1 of 6  45 %  720 of 1,600  180 a second"
                        + "  workers RSSS (1 R, 3 S)  16 queued  most time: wait for space  4.0 s, 5 s left");
    }

    @Test
    void a_run_in_which_nothing_comes_says_since_when_and_nothing_that_it_cannot_know() {
        var silent = new Glimpse(3, 5, 2.5, "SD-", 0, Phase.WAIT_FOR_SPACE);
        assertThat(new ProgressView(new Progress("heavy over ring (java)", 1, 1, 8, silent)).text())
                .isEqualTo("heavy over ring (java)  run 1 of 1  37 %  3 of 8  no message for 3 s"
                        + "  workers SD- (1 D, 1 S)  0 queued  5.0 s");
    }

    @Test
    void an_experiment_without_progress_shows_nothing() {
        display.close();

        assertThat(shown).isEmpty();
    }

    @Test
    void the_page_has_a_bar() {
        assertThat(new ProgressView(progress("a < b", 1, 1, 3, 8, 0.5)).html())
                .isEqualTo("<div style=\"font-variant-numeric:tabular-nums\">"
                        + "a &lt; b · run 1 of 1 · 37 % · 3 of 8 · 6.0 a second · 0.5 s, 1 s left"
                        + "<div role=\"progressbar\" aria-label=\"messages received\" aria-valuemin=\"0\""
                        + " aria-valuemax=\"100\" aria-valuenow=\"37\" style=\"max-width:40em;height:.4em;background:rgba(128,128,128,.4)\">"
                        + "<div style=\"width:37%;height:100%;background:currentColor;opacity:.6\"></div></div></div>");
    }
}
