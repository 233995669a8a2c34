package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.channel.HeldQueue;
import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What proves the ledger right: a delay that is put into one place of a message's way makes exactly that phase grow, by
 * the delay.
 *
 * <p>Most of these workers send one message every {@link #PACE_MS}, which is much longer than the delay, so that no message
 * waits for the one before it and nothing else may grow. "Nothing else" is judged by medians: another process of a busy
 * machine can stop any thread for a while, but not in most messages.
 */
class InjectionTest {
    private static final long DELAY_MS = 40;
    private static final long PACE_MS = 140;
    private static final double MS = 1e6;

    private static Pool pool;
    private static Map<String, Run> undisturbed;

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

    private static Trial trial(Channel channel, Delays delays) {
        return Trial.over(channel)
                .doing(Work.pausing(delays.inputs, delays.compute))
                .sending(new SlowPayload(delays.make, delays.check))
                .encodedBy(new SlowCodec(channel.defaultCodec(), delays.encode, delays.decode))
                .warmUp(1);
    }

    private static Run run(Trial trial) {
        return new Engine(pool).run(trial.plan(), received -> {});
    }

    private static Run undisturbed(Channel channel) {
        return undisturbed.computeIfAbsent(channel.name(), name -> run(trial(channel, Delays.none())));
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
        assertThat(after.get(phase) - before.get(phase)).as(description).isGreaterThanOrEqualTo(0.95 * DELAY_MS);
        for (var other : EnumSet.complementOf(EnumSet.of(phase))) {
            if (!consequences.contains(other)) {
                assertThat(after.get(other) - before.get(other))
                        .as("%s%n%s", other, description)
                        .isLessThan(DELAY_MS / 2.0);
            }
        }
    }

    static Stream<Channel> channels() {
        return Stream.of(new PipeQueue(0), new SharedSlots());
    }

    static Stream<Arguments> places() {
        return channels()
                .flatMap(channel -> Stream.of(
                                Phase.INPUTS, Phase.COMPUTE, Phase.PRODUCE, Phase.ENCODE, Phase.DECODE, Phase.CONSUME)
                        .map(phase -> arguments(channel, phase)));
    }

    /**
     * The same, and every single message was held up by all of the delay. What of it passed before a slow worker had put
     * its last stamp is the parent's too, but counted as overlap.
     */
    private static void assertGrewInEveryMessage(Run injected, Channel channel, Phase phase) {
        assertThat(injected.log())
                .extracting(message -> (message.phaseNs(phase) + (phase.ofWorker() ? 0 : message.overlapNs())) / MS)
                .allMatch(ms -> ms >= 0.95 * DELAY_MS);
        assertGrew(injected, undisturbed(channel), phase, Set.of());
    }

    @ParameterizedTest
    @MethodSource("places")
    void aDelayIsChargedToThePhaseItHappensIn(Channel channel, Phase phase) {
        assertGrewInEveryMessage(run(trial(channel, Delays.in(phase))), channel, phase);
    }

    @Test
    void aHeldWriteLockIsChargedToTheWaitForTurn() {
        var held = run(trial(new HeldQueue(DELAY_MS), Delays.none()));
        assertGrewInEveryMessage(held, new PipeQueue(0), Phase.WAIT_FOR_TURN);
    }

    /** The reader is as slow before: then messages wait in the queue, and after, when it holds one, before they enter. */
    @ParameterizedTest
    @MethodSource("channels")
    void aFullQueueIsChargedToTheWaitForSpace(Channel channel) {
        var slowReader = Trial.over(channel).sending(new SlowPayload(0, DELAY_MS));
        assertGrew(run(slowReader.size(1, 9, 1)), run(slowReader.size(1, 9, 9)), Phase.WAIT_FOR_SPACE, Set.of());
    }

    /** Nobody paces these workers: what the paused reader leaves lying waits in the queue. */
    @ParameterizedTest
    @MethodSource("channels")
    void aPausedReaderIsChargedToConsumeAndLeavesTheOthersInFlight(Channel channel) {
        var trial = Trial.over(channel).size(1, 9, 9);
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

    @Test
    void aSlowFeederLeavesTheNextMessagesBuffered() {
        var trial = Trial.over(new PipeQueue(0)).sending(new SlowPayload(0, 0)).size(1, 9, 9);
        var codec = new PipeQueue(0).defaultCodec();
        assertGrew(
                run(trial.encodedBy(new SlowCodec(codec, DELAY_MS, 0))),
                run(trial.encodedBy(new SlowCodec(codec, 0, 0))),
                Phase.BUFFERED,
                Set.of(Phase.ENCODE));
    }
}
