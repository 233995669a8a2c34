package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.chaos.Residue;
import dev.handoff.engine.Work;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.Monitor.Progress;
import dev.handoff.spi.ObjectMaker;
import dev.handoff.spi.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SessionTest {
    private static final Experiment SMALL = Experiment.of(new Workload(Work.none(), Payloads.zeros(100, 100)))
            .workers(2)
            .messages(3)
            .capacity(3)
            .warmUp(1);

    private static Session session;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        session = Session.open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static String name(Run run) {
        return run.setup().repeat() + " " + run.setup().arm().label() + " "
                + run.setup().route() + " " + run.setup().codec();
    }

    @Test
    void repeatsAreInterleavedOverArmsAndRoutes() {
        var results = session.run(SMALL.arms(Arm.LIGHT, Arm.HEAVY)
                .via(Route.queue().with(Codecs.raw()), Route.slots())
                .repeats(2));
        assertThat(results.runs())
                .extracting(SessionTest::name)
                .containsExactly(
                        "0 light queue raw",
                        "0 light slots raw",
                        "0 heavy queue raw",
                        "0 heavy slots raw",
                        "1 light queue raw",
                        "1 light slots raw",
                        "1 heavy queue raw",
                        "1 heavy slots raw");
        assertThat(results.runs()).allMatch(run -> run.verified() == 6);
        assertThat(results.text())
                .isEqualTo("work, then zeros:100x100: 8 runs, 48 messages received and verified, on "
                        + results.machine().processor() + ", "
                        + results.machine().cores() + " cores");
    }

    @Test
    void workersStayWarmFromOneExperimentToTheNextAndEndWithTheSession() {
        var before = Residue.now();
        var own = Session.open();
        try {
            var one = SMALL.arms(Arm.LIGHT).via(Route.slots());
            assertThat(own.run(one).runs().getFirst().timing().startUpSeconds()).isPositive();
            var during = Residue.now().processes();
            assertThat(own.run(one).runs().getFirst().timing().startUpSeconds()).isZero();
            assertThat(Residue.now().processes())
                    .isEqualTo(during)
                    .hasSize(before.processes().size() + 2);
        } finally {
            own.close();
        }
        assertThat(Residue.now()).isEqualTo(before);
    }

    @Test
    void aMonitorIsToldOfEveryRunToItsEnd() {
        List<Progress> told = new ArrayList<>();
        session.run(SMALL.arms(Arm.CONTROL, Arm.HEAVY).via(Route.slots()), told::add);
        assertThat(told).extracting(Progress::number).isSorted();
        for (var number : List.of(1, 2)) {
            var run = told.stream()
                    .filter(progress -> progress.number() == number)
                    .toList();
            assertThat(run.getFirst().now()).isEqualTo(Glimpse.BEFORE);
            assertThat(run.getLast().now().received()).isEqualTo(6);
            assertThat(run)
                    .extracting(Progress::run, Progress::runs, Progress::total)
                    .containsOnly(tuple((number == 1 ? "control" : "heavy") + " over slots (java)", 2, 6L));
        }
    }

    @Test
    void aMonitorThatThrowsEndsTheWatchingOfARunAndNothingElse() {
        List<Integer> told = new ArrayList<>();
        var results = session.run(SMALL.arms(Arm.CONTROL, Arm.HEAVY).via(Route.slots()), progress -> {
            told.add(progress.number());
            throw new IllegalStateException("there is no screen");
        });
        assertThat(results.runs()).hasSize(2);
        assertThat(told).containsExactly(1, 2);
    }

    @Test
    void whatWasMeasuredBeforeAFailureIsKept() {
        var failing = new Workload(
                Work.computing((worker, sequence) -> {
                    if (worker == 1 && sequence == 2) {
                        throw new ArithmeticException("no luck today");
                    }
                }),
                Payloads.zeros(100, 100));
        try (var own = Session.open()) {
            assertThatThrownBy(own::partial)
                    .isInstanceOf(HandoffException.class)
                    .hasMessage(
                            "no experiment was broken off while it measured; the results of one that ended well are what it"
                                    + " returned");
            var experiment = Experiment.of(failing)
                    .workers(2)
                    .messages(3)
                    .capacity(3)
                    .warmUp(0)
                    .arms(Arm.HEAVY)
                    .via(Route.slots());
            assertThatThrownBy(() -> own.run(experiment, Monitor.NONE))
                    .isInstanceOf(HandoffException.class)
                    .hasCauseInstanceOf(ArithmeticException.class)
                    .hasMessage("worker 1, message 2 failed: java.lang.ArithmeticException: no luck today");
            assertThatThrownBy(() -> Session.shared().run(experiment, Monitor.NONE))
                    .hasCauseInstanceOf(ArithmeticException.class)
                    .hasMessage("worker 1, message 2 failed: java.lang.ArithmeticException: no luck today\n"
                            + "What was measured until then: Results.partial()");
            assertThat(Results.partial().runs()).hasSize(1);
            var partial = own.partial();
            var run = partial.runs().getFirst();
            assertThat(partial.runs()).hasSize(1);
            assertThat(run.outcome()).isEqualTo(Run.Outcome.FAILED);
            assertThat(run.received()).isLessThan(6);
            assertThat(partial.text())
                    .contains("; one is broken off after " + run.received() + " of 6 messages (failed)");
            assertThat(partial.summary().stringColumn("start").asList()).containsExactly("broken off");
            assertThat(partial.explain().text())
                    .endsWith("The heavy run over slots (java) failed after " + run.received()
                            + " of 6 messages; it takes no part in this.");
            var file = directory.resolve("partial.json");
            partial.save(file);
            assertThat(Results.load(file)).isEqualTo(partial);
        }
    }

    @Test
    void whatEndsBeforeItMeasuresIsNotTakenForTheExperimentBefore() {
        try (var own = Session.open()) {
            var failing = Work.computing((worker, sequence) -> {
                throw new ArithmeticException("no luck today");
            });
            var broken = SMALL.with(new Workload(failing, Payloads.zeros(10)))
                    .warmUp(0)
                    .arms(Arm.LIGHT)
                    .via(Route.slots());
            var nothing = "the last experiment that was interrupted or failed ended before anything was measured";

            assertThatThrownBy(() -> own.run(broken, Monitor.NONE)).hasMessageEndingWith("no luck today");
            assertThat(own.partial().text()).startsWith("work, then zeros:10: 1 run, 0 messages");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> own.run(SMALL, Monitor.NONE))
                    .hasMessage("interrupted before the experiment began");
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            assertThatThrownBy(own::partial).hasMessage(nothing);

            assertThatThrownBy(() -> own.run(broken, Monitor.NONE)).hasMessageEndingWith("no luck today");
            ObjectMaker maker = () -> {
                throw new IllegalStateException("no object today");
            };
            assertThatThrownBy(() -> own.run(SMALL.with(Workload.only(maker)), Monitor.NONE))
                    .hasMessageContaining("no object today");
            assertThatThrownBy(own::partial).hasMessage(nothing);

            assertThatThrownBy(() -> own.run(broken, Monitor.NONE)).hasMessageEndingWith("no luck today");
            var huge =
                    Experiment.of(Workload.only(Payloads.zeros(1500, 1500, 3))).capacity(100_000);
            assertThatThrownBy(() -> own.run(huge, Monitor.NONE)).isInstanceOf(IllegalArgumentException.class);
            assertThat(own.partial().runs()).as("nothing was begun").hasSize(1);
        }
    }

    @Test
    void aMessageThatIsLostIsOne() {
        var run = session.run(SMALL.arms(Arm.LIGHT).via(Route.slots())).runs().getFirst();
        var recovered = new Run(
                run.setup(),
                run.timing(),
                Run.Outcome.RECOVERED,
                5,
                5,
                run.log(),
                run.states(),
                run.processes(),
                List.of());
        assertThat(new Results(List.of(recovered), Session.machine(), Map.of()).text())
                .contains("; one recovered, 1 message lost: ");
    }

    @Test
    void resultsThatWereSavedAreReadBackAsTheyWere() {
        var results = session.run(SMALL.via(Route.slots()));
        var file = directory.resolve("results.json");
        assertThat(results.save(file)).isSameAs(results);
        assertThat(Results.load(file)).isEqualTo(results);
    }

    @Test
    void settingsSayHowToHaveTheResultsAgainAndNothingOfWhoseTheyAre() {
        var results = session.run(
                SMALL.arms(Arm.LIGHT).via(Route.queue(1 << 16)).seed(7).ledger(false));
        assertThat(results.settings())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("computation", "work"),
                        Map.entry("payload", "zeros:100x100"),
                        Map.entry("workers", "2"),
                        Map.entry("messages", "3"),
                        Map.entry("capacity", "3"),
                        Map.entry("capacity asked for", "3"),
                        Map.entry("arms", "light"),
                        Map.entry("repeats", "1"),
                        Map.entry("seed", "7"),
                        Map.entry("warm-up messages", "1"),
                        Map.entry("ledger", "false")));
        assertThat(results.settings().get("routes")).contains("queue-64k/java");
        assertThat(Long.parseLong(results.settings().get("clock bracket ns"))).isPositive();
        assertThat(results.machine().versions()).containsKeys("jdk", "openblas", "jackson", "kryo", "fory");

        var saved = directory.resolve("results.json");
        results.save(saved);
        assertThat(saved)
                .content()
                .doesNotContain(System.getProperty("user.dir"), System.getProperty("java.home"), "/home/", "/root");
    }

    @Test
    void resultsSayWhenMemoryDidNotAllowTheCapacity() {
        var results = session.run(SMALL.arms(Arm.LIGHT).via(Route.slots()));
        var machine = results.machine();
        var smaller = new Results(results.runs(), machine, Map.of("capacity", "62", "capacity asked for", "100"));
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(smaller.text())
                    .isEqualTo("1 run, 6 messages received and verified, on " + machine.processor() + ", "
                            + machine.cores() + " cores; capacity 62 instead of 100, because memory did not allow it");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatMemoryDoesNotAllowIsRefusedBeforeAnythingIsStarted() {
        var before = Residue.now();
        try (var own = Session.open()) {
            var large = SMALL.capacity(100_000).via(Route.slots());
            var huge = new Workload(large.workload().computation(), Payloads.zeros(1500, 1500, 3));
            var experiment = new Experiment(
                    huge,
                    large.routes(),
                    large.arms(),
                    large.size(),
                    large.conditions(),
                    large.repeats(),
                    large.extras());
            assertThatThrownBy(() -> own.run(experiment))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .matches(
                            "this takes about 5400\\d{3} MB of memory \\(new workers 190, payloads under way 5400\\d{3},"
                                    + " buffers 0, records 0\\), and \\d+ MB may be used; what would fit is capacity \\d+, or"
                                    + " .*");
            assertThat(Residue.now()).isEqualTo(before);
        }
    }

    @Test
    void aFailureLeavesASessionThatWorks() {
        var before = Residue.now();
        try (var own = Session.open()) {
            var failing = new Workload(
                    Work.computing((worker, sequence) -> {
                        throw new IllegalStateException("no luck");
                    }),
                    Payloads.zeros(10));
            var experiment = Experiment.of(failing).workers(1).messages(1).via(Route.slots());
            assertThatThrownBy(() -> own.run(experiment))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("worker 0, message 0 failed: java.lang.IllegalStateException: no luck");
            assertThat(Residue.now()).isEqualTo(before);
            assertThat(own.run(SMALL.arms(Arm.HEAVY).via(Route.slots())).runs()).hasSize(1);
        }
    }

    @Test
    void anInterruptEndsAnExperimentWithin2SecondsAndItsWorkersToo() throws InterruptedException {
        var before = Residue.now();
        try (var own = Session.open()) {
            var one = SMALL.arms(Arm.LIGHT).via(Route.slots());
            own.run(one);
            var endless = new Workload(Work.computing((worker, sequence) -> Work.pause(100_000)), Payloads.zeros(10));
            var experiment = Experiment.of(endless).workers(2).arms(Arm.LIGHT).via(Route.slots());
            var thrown = new ArrayList<Throwable>();
            var stays = new ArrayList<Boolean>();
            var runner = Thread.ofPlatform().unstarted(() -> {
                try {
                    own.run(experiment, Monitor.NONE);
                } catch (HandoffException e) {
                    thrown.add(e);
                    stays.add(Thread.currentThread().isInterrupted());
                }
            });
            runner.start();
            while (Residue.now().mappings().isEmpty()) {
                Thread.onSpinWait();
            }
            runner.interrupt();
            assertThat(runner.join(Duration.ofSeconds(2))).isTrue();
            assertThat(thrown).singleElement().isInstanceOf(HandoffException.class);
            assertThat(stays).containsExactly(true);
        }
        assertThat(Residue.now()).isEqualTo(before);
    }

    @Test
    void anInterruptBeforehandRunsNothing() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> session.run(SMALL))
                .isInstanceOf(HandoffException.class)
                .hasMessage("interrupted before the experiment began");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void pythonRunsTheSameBesideIt() {
        assumeTrue(System.getenv("HANDOFF_PYTHON") != null, "HANDOFF_PYTHON is not set; ./handoff test sets it");
        var before = Residue.now();
        var computing = Workload.dot(20).sending(Payloads.zeros(100, 100));
        var experiment = Experiment.of(computing)
                .workers(2)
                .messages(2)
                .capacity(3)
                .arms(Arm.LIGHT, Arm.HEAVY)
                .via(Route.queue())
                .python(true);
        try (var own = Session.open()) {
            var results = own.run(experiment);
            assertThat(results.runs().stream().map(run -> run.setup().language() + " " + name(run)))
                    .containsExactly(
                            "java 0 light queue java",
                            "python 0 light queue pickle-5",
                            "python 0 light queue pickle-4",
                            "java 0 heavy queue java",
                            "python 0 heavy queue pickle-5",
                            "python 0 heavy queue pickle-4");
            assertThat(results.runs()).allSatisfy(run -> {
                assertThat(run.verified()).isEqualTo(4);
                assertThat(run.log()).hasSize(4);
            });
            assertThat(results.machine().versions()).containsKeys("jdk", "openblas", "python", "numpy");
            assertThat(Stream.of(results.summary(), results.breakdown(), results.workers(), results.states()))
                    .noneMatch(table -> table.isEmpty());
        }
        assertThat(Residue.now()).isEqualTo(before);
    }
}
