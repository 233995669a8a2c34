package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.Codecs;
import dev.handoff.Route;
import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.PoisonedSlots;
import dev.handoff.channel.SharedSlots;
import dev.handoff.channel.Threads;
import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import dev.handoff.spi.StateSample.Role;
import dev.handoff.support.Crew;
import dev.handoff.workload.DotProduct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineTest {
    private static Pool pool;

    @BeforeAll
    static void open() {
        pool = new Pool();
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    static Stream<Channel> channels() {
        return Route.all().stream().map(Route::channel);
    }

    static Stream<Arguments> combinations() {
        return channels().flatMap(channel -> Arrays.stream(Arm.values()).map(arm -> arguments(channel, arm)));
    }

    private static Run run(Trial trial) {
        return new Engine(pool).run(trial.plan(), received -> {});
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyMessageOfEveryWorkerIsReceivedVerifiedAndRecorded(Channel channel, Arm arm) {
        var run = run(Trial.over(channel).arm(arm).size(3, 7, 4).warmUp(2));
        assertThat(run.received()).isEqualTo(21);
        assertThat(run.verified()).isEqualTo(21);
        for (int worker = 0; worker < 3; worker++) {
            int sender = worker;
            assertThat(run.log().stream().filter(m -> m.worker() == sender).map(Message::sequence))
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    static Stream<Codec> graphCodecs() {
        return Codecs.all().stream().filter(codec -> !codec.name().equals("raw"));
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void aCodecIsToldWhatThePayloadIsMadeOf(Codec codec) {
        var trial = Trial.over(new PipeQueue(0)).encodedBy(codec);
        var run = run(trial.sending(new GraphPayload(Set.of(GraphPayload.Point.class))));
        assertThat(run.verified()).isEqualTo(5);
        assertThat(run.setup().codec()).isEqualTo(codec.name());
    }

    @Test
    void whatACodecWasNotToldOfIsReportedWithItsPlace() {
        var untold = Trial.over(new PipeQueue(0)).encodedBy(Codecs.kryo()).sending(new GraphPayload(Set.of()));
        assertThatThrownBy(() -> run(untold))
                .isInstanceOf(HandoffException.class)
                .hasMessageContaining("the kryo codec cannot encode a java.util.ImmutableCollections$List12: [0] is a "
                        + GraphPayload.Point.class.getTypeName() + ", a class that it was not told of");
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void thePhasesOfEveryMessageAddUpToItsLife(Channel channel, Arm arm) {
        assertThat(run(Trial.over(channel).arm(arm).size(3, 7, 4).warmUp(2)).log())
                .hasSize(21)
                .allSatisfy(message -> {
                    var phases =
                            Arrays.stream(Phase.values()).map(message::phaseNs).toList();
                    assertThat(phases).allMatch(ns -> ns >= 0);
                    assertThat(phases.stream().mapToLong(ns -> ns).sum()).isEqualTo(message.lifeNs());
                });
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void theSetupSaysWhatWasRun(Channel channel, Arm arm) {
        var plan = Trial.over(channel).arm(arm).size(3, 2, 5).plan();
        var repeat = new Plan(
                plan.computation(), plan.payload(), arm, channel, plan.codec(), plan.size(), plan.conditions(), 4);
        assertThat(new Engine(pool).run(repeat, received -> {}).setup())
                .isEqualTo(new Run.Setup(
                        "java",
                        channel.name(),
                        channel.defaultCodec().name(),
                        arm,
                        4,
                        false,
                        3,
                        2,
                        5,
                        "zeros:100x100",
                        80_000));
    }

    /** In memory that holds something else before, and with a codec that moves the payload. */
    @Test
    void slotsAreWrittenWholeByOtherProcessesWhateverTheCodec() {
        for (var codec : List.of(new RawCodec(), new JavaCodec())) {
            var run = run(Trial.over(new PoisonedSlots()).encodedBy(codec).size(2, 5, 2));
            assertThat(run.verified()).isEqualTo(10);
            assertThat(run.setup().codec()).isEqualTo(codec.name());
        }
    }

    @Test
    void whereEachWorkerHasSlotsOfItsOwnTheCapacityIsAtLeastOneEach() {
        assertThat(run(Trial.over(new SharedSlots()).size(3, 2, 1)).setup().capacity())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void withoutALedgerEverythingIsVerifiedAllTheSame(Channel channel) {
        var run = run(Trial.over(channel).size(2, 6, 3).warmUp(1).noLedger());
        assertThat(run.log()).isEmpty();
        assertThat(run.phaseMeanNs()).isEmpty();
        assertThat(run.received()).isEqualTo(12);
        assertThat(run.verified()).isEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whoWatchesSeesTheMessagesOfTheMeasurementAloneAndAtLastAllOfThem(Channel channel) {
        List<Glimpse> seen = new ArrayList<>();
        new Engine(pool).run(Trial.over(channel).size(2, 3, 3).warmUp(5).plan(), seen::add);
        assertThat(seen.getLast().received()).isEqualTo(6);
        assertThat(seen.getLast().queued()).isZero();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aRunThatIsStalledIsSeenToBeStalled(Channel channel) {
        var enough = new AtomicBoolean();
        var stalling = Tampered.after(channel, received -> {
            if (received == 4) {
                Crew.until("who watches has seen a full channel", enough::get);
            }
        });
        List<Glimpse> seen = new CopyOnWriteArrayList<>();
        new Engine(pool).run(Trial.over(stalling).size(2, 20, 2).plan(), now -> {
            seen.add(now);
            // a thread that waits for a core is not asleep yet
            enough.compareAndSet(
                    false,
                    now.received() == 3
                            && now.silentSeconds() > 0.25
                            && now.queued() >= 2
                            && now.states().equals("SS"));
        });
        var stalled = seen.stream()
                .filter(now -> now.silentSeconds() > 0.25)
                .findFirst()
                .orElseThrow();
        assertThat(stalled.longest()).isNotNull();
        assertThat(stalled.rate()).isLessThan(12);
    }

    @Test
    void withoutALedgerThereIsLessToSee() {
        List<Glimpse> seen = new ArrayList<>();
        new Engine(pool).run(Trial.over(new PipeQueue(0)).noLedger().plan(), seen::add);
        assertThat(seen.getLast().received()).isEqualTo(5);
        assertThat(seen.getLast().queued()).isEqualTo(-1);
        assertThat(seen.getLast().longest()).isNull();
    }

    @Test
    void anExceptionOfWhoWatchesDoesNotHarmTheRun() {
        var run = new Engine(pool).run(Trial.over(new PipeQueue(0)).plan(), now -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
            throw new IllegalStateException("no display");
        });
        assertThat(run.outcome()).isEqualTo(Run.Outcome.COMPLETE);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void everyThreadThatWorksIsSampledAndEveryProcessReportsItsUse(Channel channel) {
        var run = run(Trial.over(channel).doing(Work.pausing(0, 60)).size(2, 4, 4));
        var seen = run.states().stream()
                .map(sample -> sample.role() + " " + sample.worker())
                .collect(Collectors.toSet());
        assertThat(seen)
                .isEqualTo(
                        Trial.over(channel).feeds()
                                ? Set.of("COMPUTING 0", "COMPUTING 1", "FEEDING 0", "FEEDING 1", "RECEIVING -1")
                                : Set.of("COMPUTING 0", "COMPUTING 1", "RECEIVING -1"));
        assertThat(run.processes()).extracting(ProcessUse::worker).containsExactly(ProcessUse.PARENT, 0, 1);
        assertThat(run.processes()).allSatisfy(use -> {
            assertThat(use.cpuSeconds()).isPositive();
            assertThat(use.voluntarySwitches()).isPositive();
            assertThat(use.allocatedBytes()).isPositive();
            if (channel.withinProcess() && use.worker() != ProcessUse.PARENT) {
                assertThat(use.peakPrivateBytes()).isEqualTo(-1);
                assertThat(use.gcPauseSeconds()).isNaN();
            } else {
                assertThat(use.peakPrivateBytes()).isGreaterThan(1 << 20);
                assertThat(use.gcPauseSeconds()).isNotNegative();
            }
        });
        assertThat(run.timing().seconds()).isGreaterThanOrEqualTo(4 * 0.06);
    }

    @Test
    void aPoolStaysWarmAndGrowsByWhatIsMissing() {
        try (var own = new Pool()) {
            var engine = new Engine(own);
            var two = Trial.over(new SharedSlots()).size(2, 1, 2).plan();
            assertThat(engine.run(two, received -> {}).timing().startUpSeconds())
                    .isPositive();
            var first = pids(own, 2);
            assertThat(engine.run(two, received -> {}).timing().startUpSeconds())
                    .isZero();
            assertThat(pids(own, 2)).isEqualTo(first);

            var three = Trial.over(new PipeQueue(0)).size(3, 1, 2).plan();
            assertThat(engine.run(three, received -> {}).timing().startUpSeconds())
                    .isPositive();
            assertThat(pids(own, 3)).startsWith(first.toArray(Long[]::new));
        }
    }

    private static List<Long> pids(Pool pool, int count) {
        return pool.processes(count).workers().stream().map(Worker::pid).toList();
    }

    static Stream<Channel> processesAndThreads() {
        return Stream.of(new SharedSlots(), new Threads());
    }

    @ParameterizedTest
    @MethodSource("processesAndThreads")
    void aComputingWorkerIsSeenRunningAndAWaitingOneSleeping(Channel channel) {
        var trial = Trial.over(channel).size(1, 20, 20);
        assertThat(run(trial.doing(Work.spinning(50))).stateShares().getOrDefault('R', 0.0))
                .isGreaterThan(0.8);
        // on a busy machine one that wakes may be ready, and so R, for a while before it gets a processor
        assertThat(run(trial.doing(Work.pausing(0, 50))).stateShares().getOrDefault('S', 0.0))
                .isGreaterThan(0.5);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aWorkerThatWaitsForSpaceIsSeenSleeping(Channel channel) {
        var slowReader = new SlowPayload(0, 50);
        var run = run(Trial.over(channel).sending(slowReader).size(1, 20, 1));
        assertThat(run.stateShares().getOrDefault('S', 0.0)).isGreaterThan(0.5);
        assertThat(run.states().stream().filter(s -> s.role() == Role.RECEIVING).map(StateSample::state))
                .contains('S');
    }

    @ParameterizedTest
    @MethodSource("processesAndThreads")
    void theComputationOfTheArticleRunsInTheWorkers(Channel channel) {
        var run = run(Trial.over(channel).doing(new DotProduct(60)).size(2, 3, 4));
        assertThat(run.verified()).isEqualTo(6);
        assertThat(run.log())
                .allSatisfy(message -> assertThat(
                                LongStream.of(message.phaseNs(Phase.INPUTS), message.phaseNs(Phase.COMPUTE)))
                        .allMatch(ns -> ns > 0));
    }
}
