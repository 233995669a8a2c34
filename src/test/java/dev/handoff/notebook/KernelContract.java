package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.launcher.Kernelspec;
import dev.handoff.report.TableView;
import dev.handoff.support.Library;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a reader sees in every kernel. The kernel is started once for all tests of a class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KernelContract {
    private KernelSession kernel;
    private RuntimeException missing;

    /** What the kernel is called. */
    abstract String name();

    /** How somebody starts it who does not know this library, on this JDK. */
    abstract List<String> plain(Path jar);

    /** What such a reader says besides the class path. */
    abstract String install();

    @BeforeAll
    void start(@TempDir Path directory) {
        try {
            kernel = start(directory, argument -> true);
        } catch (RuntimeException e) {
            missing = e;
        }
    }

    /** A kernel as readers get it, but for arguments that are left out. */
    private KernelSession start(Path directory, Predicate<String> argument) {
        var spec = spec(directory);
        var environment = new HashMap<String, String>();
        spec.get("env")
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().asString()));
        // not the jar, which may be older than this build; and the tests' cells use classes of the tests
        environment.put(name().toUpperCase(Locale.ROOT) + "_CLASSPATH", KernelSession.classPath());
        return new KernelSession(python(), argv(spec).stream().filter(argument).toList(), environment);
    }

    /** For each test and not once, so that each is reported as skipped, with the reason. */
    @BeforeEach
    void thereIsAKernel() {
        if (missing != null) {
            throw missing;
        }
    }

    private JsonNode spec(Path directory) {
        return new JsonMapper()
                .readTree(Kernelspec.write(name(), directory, "test").toFile());
    }

    private static Path python() {
        return Path.of(System.getenv("HANDOFF_PYTHON"));
    }

    private static List<String> argv(JsonNode spec) {
        return spec.get("argv").valueStream().map(JsonNode::asString).toList();
    }

    @AfterAll
    void stop() throws IOException {
        if (kernel != null) {
            kernel.close();
        }
    }

    @Test
    void a_kernel_of_somebody_elses_needs_its_own_magic_and_no_more(@TempDir Path directory) throws IOException {
        var argv = argv(spec(directory));
        var jar = Path.of(argv.get(argv.indexOf("-jar") + 1));
        try (var plain = new KernelSession(python(), plain(jar), Map.of())) {
            plain.runWithWarnings("%classpath " + KernelSession.classPath().replace(File.pathSeparator, " "));
            plain.runWithWarnings(install());

            assertThat(plain.runWithWarnings("dev.handoff.Scale.QUICK"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.mimeTypes()).contains("text/html"));
            assertThat(plain.runWithWarnings("dev.handoff.notebook.SampleCharts.named(\"XY\")"))
                    .singleElement()
                    .satisfies(s -> assertThat(s.mimeTypes()).contains("image/svg+xml", "image/png"));
            var ran = plain.runWithWarnings("""
                    import dev.handoff.*;
                    Experiment.of(Workload.dot(20).sending(Payloads.one())).workers(1).messages(2).run().summary()""");
            assertThat(ran.getFirst().type()).isEqualTo("display_data");
            assertThat(ran.getLast().data("text/html")).contains("<caption");
        }
    }

    @Test
    void names_of_ours_are_offered_and_explained() {
        assertThat(kernel.completions("dev.handoff.Experiment.article()."))
                .contains("workers(", "messages(", "via(", "run()");
        // the comments are in a jar, which tests have not; the tests of the protocol see them
        assertThat(kernel.help("dev.handoff.Route.que|ue()")).contains(").queue(int pipeBytes)");
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
                        "1 of 1 run  1,600 messages  9.1 s measured");
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
                        "interrupted: light over slots (java)  run 1 of 1  2 of 8  1.0 s");
    }

    @Test
    void an_interrupted_cell_stops_the_run_in_time_keeps_what_was_measured_and_can_be_run_again() {
        kernel.run(
                "import dev.handoff.*; import dev.handoff.chaos.Residue; import dev.handoff.notebook.Endless; var kept = 7;");
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3 && best > 2; i++) { // the machine may be busy with something else
            kernel.interrupt("Endless.experiment(0).run()", "most time");
            long from = System.nanoTime();
            var left = kernel.run("Results.partial().runs().getFirst().outcome() + \" \""
                    + " + (Results.partial().runs().getFirst().received() > 0) + \" \""
                    + " + ProcessHandle.current().descendants().count() + \" \" + kept");
            best = Math.min(best, (System.nanoTime() - from) / 1e9);
            assertThat(left.getLast().data("text/plain")).isEqualTo("INTERRUPTED true 0 7");
        }
        assertThat(best).as("seconds until it has stopped").isLessThan(2);
        assertThat(kernel.run("Endless.short_().run().runs().size()"))
                .anySatisfy(s -> assertThat(s.data("text/plain")).isEqualTo("1"));
    }

    /** A kernel ends an interrupted cell at once and drops what is displayed after that; the run ends later. */
    @ParameterizedTest
    @ValueSource(strings = {"starting", "most time"})
    void the_display_of_an_interrupted_cell_says_so_without_another_cell(String moment) {
        assertThat(kernel.interrupt("dev.handoff.notebook.Endless.experiment(0).run()", moment, "interrupted: "))
                .matches("interrupted: heavy over queue \\(java\\)  run 1 of 1  [\\d,]+ of 20,000  \\d+\\.\\d s");
    }

    /** As many as the property {@code handoff.interrupts} says, at moments that are the same every time. */
    @Test
    void interrupts_at_random_moments_leave_nothing_behind() {
        var random = new SplittableRandom(1);
        kernel.run("import dev.handoff.*; import dev.handoff.chaos.Residue; import dev.handoff.notebook.Endless;");
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
    void a_killed_kernel_leaves_no_worker(@TempDir Path directory) throws IOException {
        var other = start(directory, argument -> true);
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

    /** What a cell of a reader's own object ends with. */
    private static String verified(String workload) {
        return "dev.handoff.Experiment.of(dev.handoff.Workload." + workload + ").workers(2).messages(3)"
                + ".arms(dev.handoff.spi.Arm.HEAVY).run().runs().getFirst().verified()";
    }

    @Test
    void code_of_cells_runs_in_workers(@TempDir Path directory) throws IOException {
        kernel.run("""
                double[] weights = {1, 2, 3};
                record Reading(long id, double[] values) implements java.io.Serializable {}
                enum Unit { METRE, FOOT }
                sealed interface Shape extends java.io.Serializable {
                    record Circle(double r) implements Shape {}
                    record Square(double a) implements Shape {}
                }
                class Box<T> implements java.io.Serializable { T it; Box(T it) { this.it = it; } }
                double area(Shape s) {
                    return switch (s) { case Shape.Circle c -> c.r() * weights[2]; case Shape.Square q -> q.a() * q.a(); };
                }""");
        assertThat(kernel.last(verified("of(\"area\", i -> area(new Shape.Circle(i)) + weights[(int) i])")))
                .isEqualTo("6");
        assertThat(
                        kernel.last(
                                verified(
                                        "only(() -> new Box<>(java.util.Map.of(Unit.FOOT, new Reading(1, weights), \"s\", new Shape.Square(2))))")))
                .isEqualTo("6");
        assertThat(kernel.last(verified("of(\"anonymous\", new dev.handoff.spi.MessageFunction() {"
                        + " public Object answer(long i) { return new Reading(i, weights); } })")))
                .isEqualTo("6");

        kernel.run("double area(Shape s) { throw new IllegalStateException(\"no area today\"); }");
        assertThat(kernel.failure(verified("of(\"area\", i -> area(new Shape.Circle(i)))")))
                .contains("worker 0, message 0 failed: java.lang.IllegalStateException: no area today")
                .containsPattern("at .area\\(#\\d+:1\\)");

        // after the workers were started
        kernel.run("%classpath " + Library.jar(directory));
        assertThat(kernel.last(verified("of(\"library\", i -> new lib.Seven().times(i))")))
                .isEqualTo("6");
    }

    @Test
    void mistakes_of_cells_are_refused_and_the_kernel_lives() {
        kernel.run("var held = new Thread(); Object holds() { return held; }");
        assertThat(kernel.failure(verified("of(\"held\", i -> holds())")))
                .contains("the variable held (java.lang.Thread), which holds reads, cannot be sent to a worker:");
        assertThat(kernel.failure(verified("of(\"exit\", i -> { System.exit(3); return 1; })")))
                .contains(" ended with exit code 3; it wrote nothing");
        kernel.run("Object half(long i) { return misspelt(i); }");
        assertThat(kernel.failure(verified("of(\"half\", i -> half(i))")))
                .contains("the method half of a cell uses a name that no cell declares");
        assertThat(kernel.last(verified("of(\"well\", i -> i)"))).isEqualTo("6");
    }

    /** Whether the kernel's class loader gives out the classes of cells. */
    abstract boolean givesClasses();

    @Test
    void without_the_agent_it_works_or_says_how_to_get_it(@TempDir Path spec) throws IOException {
        try (var without = start(spec, argument -> !argument.startsWith("-javaagent:"))) {
            var cell = verified("of(\"mine\", i -> i)");
            if (givesClasses()) {
                assertThat(without.last(cell)).isEqualTo("6");
            } else {
                assertThat(without.failure(cell))
                        .contains("cannot be sent to a worker, because this kernel was started without Handoff's agent;"
                                + " use the kernel Java (Handoff), or start yours with"
                                + " -javaagent:target/handoff-agent.jar");
            }
        }
    }

    private static Object json(String text) {
        return new JsonMapper().readTree(text);
    }
}
