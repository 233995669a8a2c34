package dev.handoff.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final List<Long> WORKER = List.of(10L, 20L, 5L, 0L, 1L, 3L, 4L, 7L); // 50 ns in all

    private static long sum(Message message) {
        return Arrays.stream(Phase.values()).mapToLong(message::phaseNs).sum();
    }

    @Test
    void thePhasesOfAnyMessageAddUpToItsLife() {
        for (long seed = 0; seed < 20_000; seed++) {
            var message = random(new Random(seed));
            assertThat(sum(message)).as("seed %s: %s", seed, message).isEqualTo(message.lifeNs());
            for (var phase : Phase.values()) {
                assertThat(message.phaseNs(phase))
                        .as("seed %s: %s of %s", seed, phase, message)
                        .isNotNegative();
            }
        }
    }

    /** The parent may have asked before the worker began, and may end before it; it does one thing after another. */
    private static Message random(Random random) {
        int scale = 1 + random.nextInt(1_000);
        long start = 1_000_000L + random.nextInt(scale);
        List<Long> worker = new ArrayList<>();
        long published = start;
        for (int i = 0; i < Message.WORKER_PHASES; i++) {
            long ns = random.nextBoolean() ? 0 : random.nextLong(scale);
            worker.add(ns);
            published += ns;
        }
        var parent = new long[5];
        parent[0] = start - scale + random.nextLong(9L * scale);
        for (int i = 1; i < parent.length; i++) {
            parent[i] = parent[i - 1] + (random.nextInt(3) == 0 ? 0 : random.nextLong(3L * scale));
        }
        return new Message(0, 0, start, worker, published, parent[0], parent[1], parent[2], parent[3], parent[4]);
    }

    @Test
    void withoutOverlapEachPhaseIsWhatLiesBetweenItsStamps() {
        var message = new Message(0, 0, 1000, WORKER, 1050, 1060, 1072, 1085, 1100, 1117);
        assertThat(message.phaseNs(Phase.COMPUTE)).isEqualTo(20);
        assertThat(message.phaseNs(Phase.IN_FLIGHT)).isEqualTo(10);
        assertThat(message.phaseNs(Phase.WAIT)).isEqualTo(12);
        assertThat(message.phaseNs(Phase.READ)).isEqualTo(13);
        assertThat(message.phaseNs(Phase.DECODE)).isEqualTo(15);
        assertThat(message.phaseNs(Phase.CONSUME)).isEqualTo(17);
        assertThat(message.overlapNs()).isZero();
        assertThat(message.readerBusyNs()).isEqualTo(45);
        assertThat(message.lifeNs()).isEqualTo(117);
    }

    @Test
    void aParentThatAskedBeforeTheMessageWasPublishedHasOnlyWaitedFromThenOn() {
        var message = new Message(0, 0, 1000, WORKER, 1050, 900, 1072, 1085, 1100, 1117);
        assertThat(message.phaseNs(Phase.IN_FLIGHT)).isZero();
        assertThat(message.phaseNs(Phase.WAIT)).isEqualTo(22);
        assertThat(sum(message)).isEqualTo(117);
    }

    @Test
    void whatTheParentDoesBeforeTheWorkerHasFinishedIsOverlapAndTheWorkersTime() {
        var reading = new Message(0, 0, 1000, WORKER, 1050, 1010, 1030, 1085, 1100, 1117);
        assertThat(reading.phaseNs(Phase.WAIT)).isZero();
        assertThat(reading.phaseNs(Phase.READ)).isEqualTo(35);
        assertThat(reading.overlapNs()).isEqualTo(20);
        assertThat(reading.readerBusyNs()).isEqualTo(87);
        assertThat(sum(reading)).isEqualTo(117);

        var done = new Message(0, 0, 1000, WORKER, 1050, 1010, 1020, 1030, 1035, 1040);
        assertThat(done.phaseNs(Phase.CONSUME)).isZero();
        assertThat(done.overlapNs()).isEqualTo(20);
        assertThat(done.lifeNs()).as("until the worker has finished").isEqualTo(50);
        assertThat(sum(done)).isEqualTo(50);
    }

    @Test
    void eachWorkerPhaseNeedsItsTime() {
        assertThatThrownBy(() -> new Message(0, 0, 0, List.of(1L, 2L), 0, 0, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("workerNs has 2 values; a worker has 8 phases");
    }
}
