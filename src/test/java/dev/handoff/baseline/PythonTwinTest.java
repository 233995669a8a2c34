package dev.handoff.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.archive.Archive;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import dev.handoff.spi.StateSample.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class PythonTwinTest {
    private static final TwinSpec TINY =
            new TwinSpec(2, 3, 2, "dot:500", "zeros:10x10", Twin.QUEUE_PICKLE_5, 1, 1, true, false);
    private static final TwinSpec ENDLESS = endless(Twin.QUEUE_PICKLE_5);
    private static final Set<Phase> EVERYWHERE =
            EnumSet.of(Phase.INPUTS, Phase.COMPUTE, Phase.PRODUCE, Phase.WAIT_FOR_SPACE, Phase.WRITE);

    private static PythonTwin twin;
    private static String missing;

    @BeforeAll
    static void find() {
        try {
            twin = PythonTwin.find();
        } catch (HandoffException e) {
            missing = e.getMessage();
        }
    }

    @BeforeEach
    void needsPythonWithNumPy() {
        assumeTrue(twin != null, missing);
    }

    private static TwinSpec endless(Twin way) {
        return new TwinSpec(2, 1_000_000, 2, "dot:500", "zeros:10x10", way, 1, 1, false, false);
    }

    static Stream<Arguments> everyTwinInEveryArm() {
        return Arrays.stream(Twin.values())
                .flatMap(way -> Arrays.stream(Arm.values()).map(arm -> Arguments.of(way, arm)));
    }

    @Test
    void itComputesWhatItIsTold() {
        // a thousandfold more work than nothing, whatever the machine does meanwhile
        assertThat(computingNs("dot:1000")).isGreaterThan(computingNs("dot:10")).isGreaterThan(computingNs("nothing"));
    }

    private static long computingNs(String computation) {
        var spec = new TwinSpec(1, 3, 1, computation, "zeros:10x10", Twin.QUEUE_PICKLE_5, 1, 1, true, false);
        return run(spec, Arm.LIGHT, Sampler.NONE).log().stream()
                .mapToLong(message -> message.phaseNs(Phase.COMPUTE))
                .sum();
    }

    @ParameterizedTest
    @MethodSource("everyTwinInEveryArm")
    void everyMessageIsReceivedCheckedAndAccountedFor(Twin way, Arm arm, @TempDir Path directory) {
        var spec = new TwinSpec(2, 4, 3, "dot:500", "random:10x10", way, 1, 1, true, false);
        var traces = new Traces();
        var run = run(spec, arm, traces);

        assertThat(run.setup())
                .isEqualTo(
                        new Run.Setup("python", way.route(), way.codec(), arm, 4, false, 2, 4, 3, "random:10x10", 800));
        assertThat(run.received()).isEqualTo(8);
        assertThat(run.verified()).isEqualTo(8);
        assertThat(run.log().stream().map(m -> m.worker() + "/" + m.sequence()))
                .containsExactlyInAnyOrder("0/0", "0/1", "0/2", "0/3", "1/0", "1/1", "1/2", "1/3");
        assertThat(run.log()).allSatisfy(message -> phasesAddUpToTheWholeLife(message, phases(way)));
        assertThat(run.processes().stream().map(ProcessUse::worker)).containsExactly(ProcessUse.PARENT, 0, 1);
        assertThat(run.processes())
                .allSatisfy(use -> assertThat(use.cpuSeconds()).isPositive());
        assertThat(run.timing().startUpSeconds()).isPositive();
        assertThat(run.timing().warmUpSeconds()).isPositive();
        traces.assertNone();

        var file = directory.resolve("results.json");
        Archive.of(new Machine("", 1, 0, "", 0, 0, 0, Map.of()), Map.of(), List.of(run))
                .write(file);
        assertThat(Archive.read(file).runs()).containsExactly(run);
    }

    @ParameterizedTest
    @EnumSource(Twin.class)
    void whatTheSystemCopiesIsCounted(Twin way) {
        var spec = new TwinSpec(2, 4, 8, "dot:500", "random:1000x10", way, 1, 1, false, false);
        var parent = run(spec, Arm.HEAVY, Sampler.NONE).processes().getFirst().moved();
        long sent = spec.total() * 80_000L;
        assertThat(parent.copiedBytes()).isNaN();
        assertThat(parent.writtenBytes()).isLessThan(0.5 * sent); // and not what its workers wrote
        switch (way) {
            case QUEUE_PICKLE_5, QUEUE_PICKLE_4, PIPES, FILES ->
                assertThat(parent.readBytes()).isBetween(1.0 * sent, 1.5 * sent);
            case SHARED_MEMORY, SHAREDCTYPES, FILES_MAPPED, THREADS ->
                assertThat(parent.readBytes()).isLessThan(0.5 * sent);
        }
    }

    /** What a worker does for a message on its way: what is not there is not charged. */
    private static Set<Phase> phases(Twin way) {
        var phases = EnumSet.copyOf(EVERYWHERE);
        phases.addAll(
                switch (way) {
                    case QUEUE_PICKLE_5, QUEUE_PICKLE_4 -> Set.of(Phase.BUFFERED, Phase.ENCODE, Phase.WAIT_FOR_TURN);
                    case PIPES, SHARED_MEMORY -> Set.of(Phase.ENCODE);
                    case SHAREDCTYPES -> Set.of(Phase.WAIT_FOR_TURN);
                    case FILES, FILES_MAPPED, THREADS -> Set.of();
                });
        return phases;
    }

    private static void phasesAddUpToTheWholeLife(Message message, Set<Phase> phases) {
        assertThat(Arrays.stream(Phase.values()).filter(Phase::ofWorker).filter(phase -> message.phaseNs(phase) > 0))
                .containsExactlyElementsOf(phases);
        assertThat(Arrays.stream(Phase.values()).mapToLong(message::phaseNs).sum())
                .isEqualTo(message.lifeNs());
        assertThat(List.of(
                        message.askedNs(),
                        message.readFromNs(),
                        message.decodeFromNs(),
                        message.consumeFromNs(),
                        message.doneNs()))
                .isSorted();
    }

    /** What a run could leave behind: its processes, its directory, and shared memory that has a name. */
    private static final class Traces implements Sampler {
        private final List<Target> targets = new ArrayList<>();
        private Path directory;

        @Override
        public Sampling begin(List<Target> seen) {
            targets.addAll(seen);
            var parent = ProcessHandle.of(seen.getFirst().pid()).orElseThrow();
            var arguments = List.of(parent.info().arguments().orElseThrow());
            directory = Path.of(arguments.get(arguments.indexOf("--directory") + 1));
            // not that it is there: a short run may have ended by now, and deleted it
            assertThat(directory.getFileName().toString()).startsWith("handoff-python-");
            assertThat(seen)
                    .allSatisfy(target -> assertThat(
                                    Files.readAllLines(Path.of("/proc", Long.toString(target.pid()), "maps")))
                            .filteredOn(line -> line.contains("/dev/shm/"))
                            .allMatch(line -> line.endsWith(" (deleted)")));
            return Sampler.NONE.begin(seen);
        }

        void assertNone() {
            assertGone(targets);
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void whereEachWorkerHasPlacesOfItsOwnEachHasAtLeastOne() {
        var run = run(
                new TwinSpec(3, 2, 1, "dot:500", "zeros:10x10", Twin.PIPES, 1, 1, true, false),
                Arm.HEAVY,
                Sampler.NONE);
        assertThat(run.setup().capacity()).isEqualTo(3);
        assertThat(run.verified()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(
            value = Twin.class,
            names = {"SHARED_MEMORY", "SHAREDCTYPES"})
    void slotsThatDoNotFitAreRefusedWithTheSum(Twin way) {
        var spec = new TwinSpec(2, 3, 100_000, "dot:500", "zeros:100000000", way, 1, 1, true, false);
        assertThatThrownBy(() -> run(spec, Arm.HEAVY, Sampler.NONE))
                .isInstanceOf(HandoffException.class)
                .hasMessageMatching("Python: MemoryError: the slots take 80000000 MB of shared memory, and /dev/shm has"
                        + " \\d+ MB left; use a smaller capacity or payload");
    }

    @Test
    void threadsHaveNoMemoryOfTheirOwn() {
        var seen = new ArrayList<Sampler.Target>();
        var run = run(
                new TwinSpec(2, 3, 2, "dot:500", "zeros:10x10", Twin.THREADS, 1, 1, true, false),
                Arm.HEAVY,
                targets -> {
                    seen.addAll(targets);
                    assertThat(targets).allMatch(target -> isTask(target.pid(), target.tid()));
                    return () -> new Sampler.Samples(List.of(), Map.of(ProcessUse.PARENT, 4L, 0, 4L, 1, 4L));
                });
        assertThat(seen.stream().map(Sampler.Target::pid).distinct()).hasSize(1);
        assertThat(seen.stream().map(Sampler.Target::tid).distinct()).hasSize(3);
        assertThat(run.processes().stream().map(ProcessUse::peakPrivateBytes)).containsExactly(4L, -1L, -1L);
    }

    @Test
    void stampsAreOnTheClockOfThisProcess() {
        long beforeNs = System.nanoTime();
        var run = run(TINY, Arm.HEAVY, Sampler.NONE);
        long afterNs = System.nanoTime();
        assertThat(run.log()).allSatisfy(message -> {
            assertThat(message.startNs()).isBetween(beforeNs, afterNs);
            assertThat(message.publishedNs()).isBetween(beforeNs, afterNs);
            assertThat(message.doneNs()).isBetween(beforeNs, afterNs);
        });
        assertThat(run.timing().seconds())
                .isBetween(
                        (run.log().getLast().doneNs() - run.log().getFirst().startNs()) / 1e9,
                        (afterNs - beforeNs) / 1e9);
    }

    @ParameterizedTest
    @EnumSource(
            value = Twin.class,
            names = {"QUEUE_PICKLE_4", "PIPES", "THREADS"})
    void withoutALedgerNothingIsRecordedAndAllIsChecked(Twin way) {
        var run =
                run(new TwinSpec(2, 3, 2, "dot:500", "zeros:10x10", way, 1, 0, false, false), Arm.HEAVY, Sampler.NONE);
        assertThat(run.log()).isEmpty();
        assertThat(run.verified()).isEqualTo(6);
    }

    @Test
    void fromColdNothingIsExcluded() {
        long beforeNs = System.nanoTime();
        var run = run(
                new TwinSpec(2, 3, 2, "dot:500", "zeros:10x10", Twin.QUEUE_PICKLE_4, 1, 0, true, true),
                Arm.LIGHT,
                Sampler.NONE);
        double wholeSeconds = (System.nanoTime() - beforeNs) / 1e9;
        double measuredSeconds =
                (run.log().getLast().doneNs() - run.log().getFirst().startNs()) / 1e9;
        assertThat(run.setup().cold()).isTrue();
        assertThat(run.timing().seconds()).isBetween(run.timing().startUpSeconds() + measuredSeconds, wholeSeconds);
    }

    @Test
    void progressEndsWithTheLastMessage() {
        var told = new ArrayList<Long>();
        twin.run(TINY, Arm.LIGHT, 0, told::add, Sampler.NONE, soon());
        assertThat(told).isSorted().endsWith(6L);
    }

    @Test
    void theSamplerIsToldTheThreads() {
        var seen = new ArrayList<Sampler.Target>();
        var run = run(TINY, Arm.HEAVY, targets -> {
            seen.addAll(targets);
            assertThat(targets).allMatch(target -> isTask(target.pid(), target.tid()));
            return () -> new Sampler.Samples(List.of(), Map.of(1, 4321L));
        });
        assertThat(seen.stream()
                        .map(target -> target.worker() + " " + target.role().label()))
                .containsExactly("-1 receiving", "0 computing", "0 feeding", "1 computing", "1 feeding");
        assertThat(run.processes().stream().map(ProcessUse::peakPrivateBytes)).containsExactly(-1L, -1L, 4321L);
    }

    @Test
    void samplesOfTheMeasuredPartAreKeptAndNoOthers() {
        long beforeNs = System.nanoTime();
        long stepNs = 100_000;
        var run = run(
                TINY,
                Arm.HEAVY,
                targets -> () -> new Sampler.Samples(
                        LongStream.iterate(beforeNs, ns -> ns < System.nanoTime() + 1_000_000_000, ns -> ns + stepNs)
                                .mapToObj(ns -> new StateSample(ns, 0, Role.COMPUTING, 'R'))
                                .toList(),
                        Map.of()));
        assertThat(run.states().getFirst().timeNs())
                .isLessThan(run.log().getFirst().publishedNs());
        assertThat(run.states().size() * stepNs / 1e9)
                .isBetween(
                        run.timing().seconds() - 2 * stepNs / 1e9, run.timing().seconds() + 2 * stepNs / 1e9);
    }

    @Test
    void theScriptItselfRefusesWhatIsOutOfBounds() throws Exception {
        try (var scripts = Scripts.extract();
                var python = Subprocess.start(List.of(
                        Interpreter.find(System.getenv()).program().toString(),
                        scripts.path("twin.py"),
                        "--payload",
                        "zeros:9999999x99999999"))) {
            assertThat(python.line(soon())).isEmpty();
            assertThat(python.exitCode()).isEqualTo(2);
            assertThat(python.said())
                    .endsWith("argument --payload: 'zeros:9999999x99999999' has 7999999120000008 bytes; a payload has"
                            + " from 8 to 1099511627776");
        }
    }

    private static boolean isTask(long pid, long tid) {
        return Files.exists(Path.of("/proc", Long.toString(pid), "task", Long.toString(tid)));
    }

    @ParameterizedTest
    @EnumSource
    void aKilledWorkerEndsTheRunAndLeavesNothing(Twin way) {
        var traces = new Traces();
        assertThatThrownBy(() -> run(endless(way), Arm.HEAVY, targets -> {
                    var sampling = traces.begin(targets);
                    ProcessHandle.of(targets.get(1).pid()).orElseThrow().destroyForcibly();
                    return sampling;
                }))
                .isInstanceOf(HandoffException.class)
                .hasMessage(
                        way == Twin.THREADS // then it is the parent, too
                                ? "Python: ended with exit code 137 before it was done"
                                : "Python: worker 0 ended early: killed by SIGKILL");
        traces.assertNone();
    }

    @Test
    void aKilledParentEndsTheRunAndLeavesNothing() {
        var traces = new Traces();
        assertThatThrownBy(() -> run(endless(Twin.FILES), Arm.HEAVY, targets -> {
                    var sampling = traces.begin(targets);
                    ProcessHandle.of(targets.getFirst().pid()).orElseThrow().destroyForcibly();
                    return sampling;
                }))
                .isInstanceOf(HandoffException.class)
                .hasMessage("Python: ended with exit code 137 before it was done");
        traces.assertNone();
    }

    @Test
    void anInterruptStopsPython() {
        var seen = new ArrayList<Sampler.Target>();
        assertThatThrownBy(() -> run(ENDLESS, Arm.LIGHT, targets -> {
                    seen.addAll(targets);
                    Thread.currentThread().interrupt();
                    return Sampler.NONE.begin(targets);
                }))
                .isInstanceOf(HandoffException.class)
                .hasMessage("interrupted while Python ran; it was stopped");
        assertThat(Thread.interrupted()).isTrue();
        assertGone(seen);
    }

    @Test
    void thePassedDeadlineStopsPython() {
        assertThatThrownBy(() -> twin.run(TINY, Arm.LIGHT, 0, received -> {}, Sampler.NONE, Deadline.in(Duration.ZERO)))
                .isInstanceOf(HandoffException.class)
                .hasMessage("Python was stopped at its time limit, when 0 of 6 messages had come. Allow more time or"
                        + " measure less");
    }

    @Test
    void aSamplerThatFailsStopsPython() {
        var seen = new ArrayList<Sampler.Target>();
        assertThatThrownBy(() -> run(ENDLESS, Arm.LIGHT, targets -> {
                    seen.addAll(targets);
                    throw new IllegalStateException("no /proc");
                }))
                .hasMessage("no /proc");
        assertGone(seen);
    }

    @Test
    void whenThisProcessIsKilledPythonEndsAndNoFileIsLeft(@TempDir Path temporary) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jvm = new ProcessBuilder(
                        java,
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var out = jvm.inputReader()) {
            var seen = new ArrayList<Sampler.Target>();
            for (String pid : out.readLine().split(" ", -1)) {
                seen.add(new Sampler.Target(Long.parseLong(pid), Long.parseLong(pid), 0, Role.COMPUTING));
            }
            assertThat(seen).hasSize(3).allMatch(target -> isTask(target.pid(), target.tid()));
            jvm.destroyForcibly();
            assertGone(seen);
        } finally {
            jvm.destroyForcibly();
        }
        try (var left = Files.list(temporary)) {
            assertThat(left.filter(path -> !path.getFileName().toString().startsWith("hsperfdata")))
                    .isEmpty();
        }
    }

    /** A process that runs the twin until it is killed, and prints the ids of the processes. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) {
            PythonTwin.find()
                    .run(
                            endless(Twin.FILES),
                            Arm.HEAVY,
                            0,
                            received -> {},
                            targets -> {
                                System.out.println(String.join(
                                        " ",
                                        targets.stream()
                                                .filter(target -> target.role() != Role.FEEDING)
                                                .map(target -> Long.toString(target.pid()))
                                                .toList()));
                                return Sampler.NONE.begin(targets);
                            },
                            soon());
        }
    }

    @Test
    void theRandomNumbersAreThoseOfTheJavaTwin() throws Exception {
        var program = Interpreter.find(System.getenv()).program().toString();
        var script = "import sys, numpy; sys.path.append(sys.argv[1]); from worker import generator;"
                + " print(*(x.hex() for x in generator(1, 2).random(out=numpy.empty((500, 500)))[0][:3]))";
        try (var scripts = Scripts.extract();
                var python = Subprocess.start(
                        List.of(program, "-c", script, scripts.directory().toString()))) {
            assertThat(python.line(soon())).hasValue("0x1.2b45704626fe0p-1 0x1.08bc9db7caa84p-2 0x1.99fe7827eb694p-2");
        }
    }

    @Test
    void itsVersionsAreKnown() {
        assertThat(twin.versions()).containsKeys("python", "numpy").containsEntry("python start method", "fork");
    }

    @Test
    void theScriptAsPrintedFailsItsAssertionAndHangs() {
        // Two workers, two hundred messages each, for a queue of a hundred: as with sixteen, they can never finish.
        var end = twin.asPrinted(Duration.ofSeconds(8), List.of("2", "200", "10"));
        assertThat(end.ending()).isEqualTo("killed after 8 s");
        assertThat(end.assertion()).isEqualTo("assert not p.is_alive()");
        assertThat(end.printed())
                .startsWith("Traceback (most recent call last):\n  File \"as_printed.py\", line ")
                .endsWith("AssertionError");
        assertThat(end.explanation())
                .isEqualTo("The script took one message of each worker and then asserted that the workers had ended."
                        + " They had not: nearly all of their messages were still to come, so the assertion failed."
                        + " Python then waited for its workers before it would exit, while they waited for space in a"
                        + " queue that nobody drained any more: it was killed after 8 s.");
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> twin.asPrinted(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the limit is PT0S; it must be longer than 0");
    }

    private static Run run(TwinSpec spec, Arm arm, Sampler sampler) {
        return twin.run(spec, arm, 4, received -> {}, sampler, soon());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }

    private static void assertGone(List<Sampler.Target> targets) {
        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> ProcessHandle.of(target.pid())
                        .ifPresent(process ->
                                process.onExit().orTimeout(30, TimeUnit.SECONDS).join()));
    }
}
