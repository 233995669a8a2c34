package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.report.TableView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tools.jackson.databind.json.JsonMapper;

/** What a reader sees in every kernel. The kernel is started once for all tests of a class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KernelContract {
    private KernelSession kernel;

    /** The kernel's jar, where there is one. */
    abstract Optional<Path> jar(Path python);

    /** Why there may be none. */
    abstract String whyNone();

    /** What the kernel needs to find this library. */
    abstract Map<String, String> environment(String classPath);

    @BeforeAll
    void start() {
        python().flatMap(python -> jar(python)
                        .filter(Files::exists)
                        .map(jar -> new KernelSession(python, jar, environment(KernelSession.classPath()))))
                .ifPresent(started -> kernel = started);
    }

    /** For each test and not once, so that each is reported as skipped, with the reason. */
    @BeforeEach
    void thereIsAKernel() {
        assumeTrue(python().isPresent(), "HANDOFF_PYTHON does not name a Python that has jupyter_client");
        assumeTrue(kernel != null, whyNone());
    }

    private static Optional<Path> python() {
        return Optional.ofNullable(System.getenv("HANDOFF_PYTHON")).map(Path::of);
    }

    @AfterAll
    void stop() throws IOException {
        if (kernel != null) {
            kernel.close();
        }
    }

    @Test
    void a_table_is_shown_as_html_and_text() {
        var shown = kernel.run("""
                import tech.tablesaw.api.*;
                Table.create("Totals & <b>").addColumns(
                    StringColumn.create("arm", "light", "<i>"), DoubleColumn.create("s", new Double[] {1.5, null}))""");

        var view = new TableView(Table.create("Totals & <b>")
                .addColumns(StringColumn.create("arm", "light", "<i>"), DoubleColumn.create("s", new Double[] {1.5, null
                })));
        assertThat(shown).singleElement().satisfies(s -> {
            assertThat(s.mimeTypes()).containsExactlyInAnyOrder("text/html", "text/plain");
            assertThat(s.data("text/html")).isEqualTo(view.html());
            assertThat(s.data("text/plain")).isEqualTo(view.text());
        });
    }

    @ParameterizedTest
    @FieldSource("dev.handoff.notebook.SampleCharts#NAMES")
    void every_kind_of_chart_is_shown_as_pictures(String name) {
        var shown = kernel.run("dev.handoff.notebook.SampleCharts.named(\"" + name + "\")");

        assertThat(shown).singleElement().satisfies(s -> {
            assertThat(s.mimeTypes()).containsExactlyInAnyOrder("image/svg+xml", "image/png", "text/plain");
            assertThat(s.data("image/svg+xml")).startsWith("<svg ").endsWith("</svg>\n");
            assertThat(s.metadata("image/png")).isEqualTo(json("{\"width\":300,\"height\":200}"));
            assertThat(s.data("text/plain")).isEqualTo("chart: " + name + " (300 × 200)");
        });
    }

    @Test
    void words_of_a_record_from_a_cell_are_shown() {
        var shown = kernel.run("""
                record Answer(String text) implements dev.handoff.spi.Displayable {}
                new Answer("a < b\\nc")""");

        assertThat(shown).singleElement().satisfies(s -> {
            assertThat(s.data("text/html")).isEqualTo("<div style=\"white-space:pre-line\">a &lt; b\nc</div>");
            assertThat(s.data("text/plain")).isEqualTo("a < b\nc");
        });
    }

    @Test
    void a_reader_can_ask_for_one_form() {
        var shown = kernel.run("var id = display(dev.handoff.notebook.SampleCharts.named(\"XY\"), \"image/png\");");

        assertThat(shown)
                .singleElement()
                .satisfies(s -> assertThat(s.mimeTypes()).containsExactlyInAnyOrder("image/png", "text/plain"));
    }

    @Test
    void progress_is_one_display_updated_in_place() {
        var shown = kernel.run("""
                import dev.handoff.spi.*;
                var provider = ServiceLoader.load(Monitor.Provider.class, Monitor.class.getClassLoader()).findFirst().get();
                try (var monitor = provider.open()) {
                    monitor.update(new Monitor.Progress("heavy over queue (java)", 1, 1, 1600, new Glimpse(720, 4, 0, "RSSS", 16, Phase.WAIT_FOR_SPACE)));
                    monitor.update(new Monitor.Progress("heavy over queue (java)", 1, 1, 1600, new Glimpse(1600, 9.1, 0, "SSSS", 0, Phase.READ)));
                }""");

        assertThat(shown).extracting(KernelSession.Shown::type).containsExactly("display_data", "update_display_data");
        assertThat(shown)
                .extracting(KernelSession.Shown::displayId)
                .containsOnly(shown.getFirst().displayId());
        assertThat(shown)
                .extracting(s -> s.data("text/plain"))
                .containsExactly(
                        "heavy over queue (java)  run 1 of 1  45 %  720 of 1,600  180 a second  workers RSSS (1 R, 3 S)"
                                + "  16 queued  most time: wait for space  4.0 s, 5 s left",
                        "1 of 1 runs  1,600 messages  9.1 s measured");
        assertThat(shown.getLast().data("text/html")).doesNotContain("width:");
    }

    @Test
    void progress_of_another_thread_is_shown_and_an_interrupted_one_shows_its_end() {
        var shown = kernel.run("""
                import dev.handoff.spi.*;
                var watcher = new Thread(() -> {
                    var live = new dev.handoff.notebook.LiveDisplay().open();
                    live.update(new Monitor.Progress("light over slots (java)", 1, 1, 8, new Glimpse(2, 1, 0, "", -1, null)));
                    Thread.currentThread().interrupt();
                    live.close();
                    if (!Thread.interrupted()) throw new IllegalStateException("the interrupt is lost");
                });
                watcher.start();
                watcher.join();""");

        assertThat(shown)
                .extracting(s -> s.data("text/plain"))
                .containsExactly(
                        "light over slots (java)  run 1 of 1  25 %  2 of 8  2.0 a second  1.0 s, 3 s left",
                        "stopped: light over slots (java)  run 1 of 1  2 of 8  1.0 s");
    }

    @Test
    void an_interrupted_cell_stops_the_run_in_time_keeps_what_was_measured_and_can_be_run_again() {
        kernel.run("import dev.handoff.*; import dev.handoff.notebook.Endless; var kept = 7;");
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3 && best > 2; i++) { // the machine may be busy with something else
            kernel.interrupt("Endless.experiment(0).run()", "most time");
            long from = System.nanoTime();
            var left = kernel.run("Results.partial().runs().getFirst().outcome() + \" \""
                    + " + (Results.partial().runs().getFirst().received() > 0) + \" \""
                    + " + ProcessHandle.current().descendants().count() + \" \" + kept");
            best = Math.min(best, (System.nanoTime() - from) / 1e9);
            // the end of the display may come while the next cell runs, and is shown in its own place all the same
            assertThat(left.getLast().data("text/plain")).isEqualTo("INTERRUPTED true 0 7");
        }
        assertThat(best).as("seconds until it has stopped").isLessThan(2);
        assertThat(kernel.run("Endless.short_().run().runs().size()"))
                .anySatisfy(s -> assertThat(s.data("text/plain")).isEqualTo("1"));
    }

    /** As many as the property {@code handoff.interrupts} says, at moments that are the same every time. */
    @Test
    void interrupts_at_random_moments_leave_nothing_behind() {
        var random = new SplittableRandom(1);
        kernel.run("import dev.handoff.*; import dev.handoff.notebook.Endless;");
        kernel.run("Session.shared().close(); System.gc(); var before = Residue.now();");
        for (int i = 0; i < Integer.getInteger("handoff.interrupts", 5); i++) {
            var cell = "Endless.run(" + i + ")";
            double after = random.nextDouble(2.5);
            kernel.interrupt(cell, after);
            var left = kernel.run("Endless.left(before)");
            assertThat(left.getLast().data("text/plain"))
                    .as("%s interrupted after %.2f s", cell, after)
                    .isEqualTo("nothing");
        }
        assertThat(kernel.run("Endless.short_().run().runs().size()"))
                .anySatisfy(s -> assertThat(s.data("text/plain")).isEqualTo("1"));
    }

    @Test
    void what_a_worker_prints_appears_under_the_cell() {
        var printed = kernel.printed("dev.handoff.notebook.Endless.printing().run();");
        for (int worker = 0; worker < 2; worker++) {
            var own = "worker " + worker + ": ";
            assertThat(printed.lines().filter(line -> line.startsWith(own)))
                    .containsExactly(own + "message 0", own + "message 1", own + "message 2");
        }
    }

    @Test
    void a_killed_kernel_leaves_no_worker() throws IOException {
        var python = python().orElseThrow();
        var other = new KernelSession(python, jar(python).orElseThrow(), environment(KernelSession.classPath()));
        try {
            other.run("dev.handoff.notebook.Endless.short_().run(); 1");
            var all = other.abandon("dev.handoff.notebook.Endless.experiment(0).run()", 3);
            all.getFirst().destroyForcibly();
            long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (all.stream().anyMatch(KernelContract::lives) && System.nanoTime() < until) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(all).noneMatch(KernelContract::lives);
        } finally {
            other.leave();
        }
    }

    /** A process that has ended may still be listed, as a zombie, until its parent asks for it. */
    private static boolean lives(ProcessHandle handle) {
        try {
            var stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    private static Object json(String text) {
        return new JsonMapper().readTree(text);
    }
}
