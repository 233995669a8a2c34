package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.Pipes;
import dev.handoff.channel.SharedSlots;
import dev.handoff.channel.Threads;
import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryNeedTest {
    private static final long MIB = 1 << 20;
    private static final long WORKER = 95_000_000;
    private static final long RECORDS = 4 * 10 * 192;

    private static Trial trial(String channel) {
        Channel real = switch (channel) {
            case "queue" -> new PipeQueue(0);
            case "slots" -> new SharedSlots();
            case "pipes" -> new Pipes(0);
            default -> new Threads();
        };
        return Trial.over(real).sending("zeros:131072").size(4, 10, 8); // 1 MIB
    }

    @Test
    void countsWorkersPayloadsAndBuffers() {
        assertThat(MemoryNeed.of(trial("queue").plan(), 0))
                .isEqualTo(new MemoryNeed(4 * WORKER, 16 * MIB, 12 * MIB, RECORDS));
        assertThat(MemoryNeed.of(trial("queue").encodedBy(new RawCodec()).plan(), 0))
                .isEqualTo(new MemoryNeed(4 * WORKER, 16 * MIB, 6 * MIB, RECORDS));
        assertThat(MemoryNeed.of(trial("queue").arm(Arm.CONTROL).plan(), 0))
                .as("made and not encoded")
                .isEqualTo(new MemoryNeed(4 * WORKER, 12 * MIB, 0, RECORDS));
    }

    @Test
    void whatIsWrittenAtOnceWaitsNowhere() {
        assertThat(MemoryNeed.of(trial("pipes").plan(), 0))
                .isEqualTo(new MemoryNeed(4 * WORKER, 4 * MIB, 2 * MIB, RECORDS));
    }

    @Test
    void countsWhatAChannelReserves() {
        long control = 4096;
        assertThat(MemoryNeed.of(trial("slots").plan(), 0))
                .isEqualTo(new MemoryNeed(4 * WORKER, 8 * (MIB + 4096) + control, 0, RECORDS));
        assertThat(MemoryNeed.of(trial("slots").arm(Arm.LIGHT).plan(), 0))
                .isEqualTo(new MemoryNeed(4 * WORKER, 8 * 4096 + control, 0, RECORDS));
        assertThat(MemoryNeed.of(trial("slots").encodedBy(new JavaCodec()).plan(), 0))
                .as("the payload is made outside its slot")
                .isEqualTo(new MemoryNeed(4 * WORKER, 8 * (3 * MIB + 65_536) + control + 4 * MIB, 12 * MIB, RECORDS));
    }

    @Test
    void workersThatRunAlreadyHaveTheirMemory() {
        assertThat(MemoryNeed.of(trial("slots").plan(), 3).workersBytes()).isEqualTo(WORKER);
        assertThat(MemoryNeed.of(trial("slots").plan(), 16).workersBytes()).isZero();
    }

    /** As it arrives, and as the objects that are made of it. */
    @Test
    void whatIsSentToWorkersIsThereTwiceInEach() {
        assertThat(MemoryNeed.of(trial("slots").plan(), 4).sending(MIB, 4).workersBytes())
                .isEqualTo(2 * 4 * MIB);
    }

    @Test
    void workersThatAreThreadsTakePayloadsAlone() {
        assertThat(MemoryNeed.of(trial("threads").plan(), 0)).isEqualTo(new MemoryNeed(0, 8 * MIB, 0, RECORDS));
    }

    @Test
    void noMoreMessagesAreUnderWayThanThereAre() {
        assertThat(MemoryNeed.of(trial("queue").size(2, 1, 1_000).plan(), 0).underWayBytes())
                .isEqualTo((2 + 2 * 2) * MIB);
    }

    @Test
    void onlyPayloadsThatWaitAreTakenWhenMessagesCome() {
        assertThat(MemoryNeed.takenLate(trial("queue").size(2, 1, 1_000).plan()))
                .isEqualTo(2 * MIB);
        assertThat(MemoryNeed.takenLate(trial("slots").plan())).isZero();
        assertThat(MemoryNeed.takenLate(trial("pipes").plan())).isZero();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheSum() {
        var need = MemoryNeed.of(trial("queue").plan(), 0);
        assertThatCode(() -> need.check(need.total(), () -> "")).doesNotThrowAnyException();
        assertThatThrownBy(() -> need.check(need.total() - 1, () -> "use less"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this takes about 409 MB of memory (new workers 380, payloads under way 17, buffers 13,"
                        + " records 0), and 409 MB may be used; use less");
    }

    @ParameterizedTest
    @CsvSource({"queue", "slots"})
    void whatNoNumberHoldsIsRefusedTooAndNotTakenForNothing(String channel) {
        var plan = trial(channel)
                .sending("zeros:999999999999999999")
                .size(1, 100_000, 100_000)
                .plan();
        var need = MemoryNeed.of(plan, 1);
        assertThat(need.total()).isEqualTo(Long.MAX_VALUE);
        try (var pool = new Pool()) {
            assertThatThrownBy(() -> new Engine(pool).run(plan, received -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("this takes about ");
            assertThat(pool.size()).isZero();
        }
    }
}
