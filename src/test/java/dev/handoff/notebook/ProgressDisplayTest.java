package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Displayable;
import dev.handoff.spi.Monitor.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final List<String> shown = new ArrayList<>();
    private final ProgressDisplay display = new ProgressDisplay(new Cell() {
        @Override
        public String show(Object object) {
            shown.add("show " + ((Displayable) object).text());
            return "7";
        }

        @Override
        public void update(String id, Object object) {
            shown.add("update " + id + " " + ((Displayable) object).text());
        }
    });

    @Test
    void one_display_is_updated_in_place_and_ends_as_a_summary() {
        display.update(new Progress("light over queue (java)", 1, 2, 1600, 1600, 5.8));
        display.update(new Progress("heavy over queue (java)", 2, 2, 0, 1600, 0));
        display.update(new Progress("heavy over queue (java)", 2, 2, 720, 1600, 4.1));
        display.update(new Progress("heavy over queue (java)", 2, 2, 1600, 1600, 9.1));
        display.close();

        assertThat(shown)
                .containsExactly(
                        "show light over queue (java)  run 1 of 2  100 %  1,600 of 1,600  5.8 s",
                        "update 7 heavy over queue (java)  run 2 of 2  0 %  0 of 1,600  0.0 s",
                        "update 7 heavy over queue (java)  run 2 of 2  45 %  720 of 1,600  4.1 s, 5 s left",
                        "update 7 heavy over queue (java)  run 2 of 2  100 %  1,600 of 1,600  9.1 s",
                        "update 7 2 of 2 runs  3,200 messages  14.9 s measured");
    }

    @Test
    void an_experiment_that_ends_early_says_where() {
        display.update(new Progress("heavy over slots (java)", 1, 1, 3, 8, 0.5));
        display.close();

        assertThat(shown.getLast())
                .isEqualTo("update 7 stopped: heavy over slots (java)  run 1 of 1  37 %  3 of 8  0.5 s, 1 s left");
    }

    @Test
    void an_experiment_without_progress_shows_nothing() {
        display.close();

        assertThat(shown).isEmpty();
    }

    @Test
    void the_page_has_a_bar() {
        assertThat(new ProgressView(new Progress("a < b", 1, 1, 3, 8, 0.5)).html())
                .isEqualTo("<div style=\"font-variant-numeric:tabular-nums\">"
                        + "a &lt; b · run 1 of 1 · 37 % · 3 of 8 · 0.5 s, 1 s left"
                        + "<div style=\"max-width:40em;height:.4em;background:rgba(128,128,128,.4)\">"
                        + "<div style=\"width:37%;height:100%;background:currentColor;opacity:.6\"></div></div></div>");
    }
}
