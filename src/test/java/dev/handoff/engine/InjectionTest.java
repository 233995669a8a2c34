package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.Route;
import dev.handoff.channel.HeldQueue;
import dev.handoff.channel.PipeQueue;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What proves the ledger right: a delay that is put into one place of a message's way makes exactly that phase grow, by
 * the delay. Every route is put to the test, and a new one joins by being listed in {@link Route#all}; what cannot happen
 * on a route (nobody encodes between threads) is not tried, by what the route is and not by its name.
 *
 * <p>Most of these workers send one message every {@link #PACE_MS}, which is much longer than the delay, so that no message
 * waits for the one before it and nothing else may grow. "Nothing else" is judged by medians: another process of a busy
 * machine can stop any thread for a while, but not in most messages.
 */
class InjectionTest {
    private static final long DELAY_MS = 30;
    private static final long PACE_MS = 100;
    private static final double MS = 1e6;

    /** The channels with a write lock, by name, and how somebody else holds it for so many milliseconds. */
    private static final Map<String, LongFunction<Channel>> HELD = Map.of("queue", HeldQueue::new);

    private static Pool pool;
    private static Map<Route, Run> undisturbed;

    @BeforeAll
    static void open() {
        pool = new Pool();
        undisturbed = new HashMap<>();
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    /** Where time is lost, milliseconds a message; the pace is kept by computing, or by drawing inputs. */
    private record Delays(long inputs, long compute, long make, long encode, long decode, long check) {
        static Delays none() {
            return new Delays(0, PACE_MS, 0, 0, 0, 0);
        }

        static Delays in(Phase phase) {
            return switch (phase) {
                case INPUTS -> new Delays(DELAY_MS, PACE_MS, 0, 0, 0, 0);
                case COMPUTE -> new Delays(0, PACE_MS + DELAY_MS, 0, 0, 0, 0);
                case PRODUCE -> new Delays(0, PACE_MS, DELAY_MS, 0, 0, 0);
                case ENCODE -> new Delays(0, PACE_MS, 0, DELAY_MS, 0, 0);
                case DECODE -> new Delays(0, PACE_MS, 0, 0, DELAY_MS, 0);
                case CONSUME -> new Delays(0, PACE_MS, 0, 0, 0, DELAY_MS);
                default -> throw new IllegalArgumentException(phase + " is not delayed by what a reader brings");
            };
        }
    }

    private static Trial trial(Route route) {
        return Trial.over(route.channel()).encodedBy(route.codec());
    }

    private static Trial trial(Route route, Delays delays) {
        var paced = trial(route)
                .doing(Work.pausing(delays.inputs, delays.compute))
                .sending(new SlowPayload(delays.make, delays.check))
                .warmUp(1);
        return encodes(route) ? paced.encodedBy(new SlowCodec(route.codec(), delays.encode, delays.decode)) : paced;
    }

    /** Whether objects become bytes on the way. */
    private static boolean encodes(Route route) {
        return !route.channel().withinProcess();
    }

    private static Run run(Trial trial) {
        return new Engine(pool).run(trial.plan(), received -> {});
    }

    private static Run undisturbed(Route route) {
        return undisturbed.computeIfAbsent(route, key -> run(trial(key, Delays.none())));
    }

    private static Map<Phase, Double> medianMs(Run run) {
        var medians = new EnumMap<Phase, Double>(Phase.class);
        for (var phase : Phase.values()) {
            var sorted = run.log().stream()
                    .mapToLong(message -> message.phaseNs(phase))
                    .sorted()
                    .toArray();
            medians.put(phase, sorted[sorted.length / 2] / MS);
        }
        return medians;
    }

    /** The phase grew by the delay, and no other by half of it, except those that must. */
    private static void assertGrew(Run injected, Run undisturbed, Phase phase, Set<Phase> consequences) {
        var before = medianMs(undisturbed);
        var after = medianMs(injected);
        var description = "before %s%nafter %s".formatted(before, after);
        assertThat(after.get(phase) - before.get(phase)).as(description).isGreaterThanOrEqualTo(0.9 * DELAY_MS);
        for (var other : EnumSet.complementOf(EnumSet.of(phase))) {
            if (!consequences.contains(other)) {
                assertThat(after.get(other) - before.get(other))
                        .as("%s%n%s", other, description)
                        .isLessThan(DELAY_MS / 2.0);
            }
        }
    }

    static Stream<Route> routes() {
        return Route.all().stream();
    }

    static Stream<Route> withALock() {
        return routes().filter(route -> HELD.containsKey(route.name()));
    }

    static Stream<Route> withoutALock() {
        return routes().filter(route -> !HELD.containsKey(route.name()));
    }

    static Stream<Route> withAFeeder() {
        return routes().filter(route -> trial(route).feeds());
    }

    static Stream<Arguments> places() {
        return routes().flatMap(route -> Stream.of(
                        Phase.INPUTS, Phase.COMPUTE, Phase.PRODUCE, Phase.ENCODE, Phase.DECODE, Phase.CONSUME)
                .filter(phase -> encodes(route) || (phase != Phase.ENCODE && phase != Phase.DECODE))
                .map(phase -> arguments(route, phase)));
    }

    /**
     * The same, and every single message was held up by all of the delay. What of it passed before a slow worker had put
     * its last stamp is the parent's too, but counted as overlap.
     */
    private static void assertGrewInEveryMessage(Run injected, Route route, Phase phase) {
        assertThat(injected.log())
                .extracting(message -> (message.phaseNs(phase) + (phase.ofWorker() ? 0 : message.overlapNs())) / MS)
                .allMatch(ms -> ms >= 0.95 * DELAY_MS);
        assertGrew(injected, undisturbed(route), phase, Set.of());
    }

    @ParameterizedTest
    @MethodSource("places")
    void aDelayIsChargedToThePhaseItHappensIn(Route route, Phase phase) {
        assertGrewInEveryMessage(run(trial(route, Delays.in(phase))), route, phase);
    }

    @ParameterizedTest
    @MethodSource("withALock")
    void aHeldWriteLockIsChargedToTheWaitForTurn(Route route) {
        var held = new Route(HELD.get(route.name()).apply(DELAY_MS), route.codec());
        assertGrewInEveryMessage(run(trial(held, Delays.none())), route, Phase.WAIT_FOR_TURN);
    }

    @ParameterizedTest
    @MethodSource("withoutALock")
    void whereThereIsNoLockNobodyWaitsForATurn(Route route) {
        assertThat(undisturbed(route).log())
                .as("a channel whose workers wait for a lock shows here how somebody else holds it")
                .allMatch(message -> message.phaseNs(Phase.WAIT_FOR_TURN) == 0);
    }

    /** The reader is as slow before: then messages wait in the queue, and after, when it holds one, before they enter. */
    @ParameterizedTest
    @MethodSource("routes")
    void aFullQueueIsChargedToTheWaitForSpace(Route route) {
        var slowReader = trial(route).sending(new SlowPayload(0, DELAY_MS));
        assertGrew(run(slowReader.size(1, 9, 1)), run(slowReader.size(1, 9, 9)), Phase.WAIT_FOR_SPACE, Set.of());
    }

    /** Nobody paces these workers: what the paused reader leaves lying waits in the queue. */
    @ParameterizedTest
    @MethodSource("routes")
    void aPausedReaderIsChargedToConsumeAndLeavesTheOthersInFlight(Route route) {
        var trial = trial(route).size(1, 9, 9);
        var paused = run(trial.sending(new SlowPayload(0, DELAY_MS)));
        var quick = run(trial.sending(new SlowPayload(0, 0)));
        assertGrew(paused, quick, Phase.CONSUME, Set.of(Phase.IN_FLIGHT));
        assertGrew(paused, quick, Phase.IN_FLIGHT, Set.of(Phase.CONSUME));
    }

    /** A message that does not fit into the pipe is written as fast as it is read. */
    @Test
    void aPausedReaderHoldsUpTheWriterOfALargeMessage() {
        var trial = Trial.over(new PipeQueue(4096)).size(1, 9, 2);
        assertGrew(
                run(trial.sending(new SlowPayload(1_000, 0, DELAY_MS))),
                run(trial.sending(new SlowPayload(1_000, 0, 0))),
                Phase.WRITE,
                Set.of(Phase.CONSUME, Phase.WAIT_FOR_SPACE, Phase.BUFFERED));
    }

    @ParameterizedTest
    @MethodSource("withAFeeder")
    void aSlowFeederLeavesTheNextMessagesBuffered(Route route) {
        var trial = trial(route).sending(new SlowPayload(0, 0)).size(1, 9, 9);
        assertGrew(
                run(trial.encodedBy(new SlowCodec(route.codec(), DELAY_MS, 0))),
                run(trial.encodedBy(new SlowCodec(route.codec(), 0, 0))),
                Phase.BUFFERED,
                Set.of(Phase.ENCODE));
    }
}
