package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.Deadline;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PermitsTest {
    private static final int CAPACITY = 3;
    private static final int ROUNDS = 5_000;
    private static final long OFFSET = 128;
    private static final long GATE = 512;
    private static final long HELD = 640;

    private final Region region = Region.create("permits", 1024);
    private final Permits permits = new Permits(region.segment(), OFFSET, CAPACITY);

    @AfterEach
    void close() {
        region.close();
    }

    @Test
    void twoProcessesNeverHoldMoreThanThereAre() throws InterruptedException {
        try (var other = OtherJvm.start(Taking.class, region.path())) {
            assertThat(other.line()).isEqualTo("ready");
            try (var crew = new Crew()) {
                for (int holder = 0; holder < 3; holder++) {
                    int mine = holder;
                    crew.start(() -> takeAndGiveBack(region.segment(), mine));
                }
                new Gate(region.segment(), GATE).open();
                crew.join();
            }
            other.join();
        }
        assertThat(permits.taken()).isZero();
    }

    /** Takes and gives back beside another process. */
    static final class Taking {
        public static void main(String[] arguments) {
            try (var region = Region.open(arguments[0]);
                    var crew = new Crew()) {
                System.out.println("ready");
                crew.start(() -> takeAndGiveBack(region.segment(), 10));
                crew.start(() -> takeAndGiveBack(region.segment(), 11));
                crew.join();
            }
        }
    }

    private static void takeAndGiveBack(MemorySegment memory, int holder) {
        var permits = new Permits(memory, OFFSET, CAPACITY);
        new Gate(memory, GATE).await(Crew.limit());
        for (int i = 0; i < ROUNDS; i++) {
            int permit = permits.take(holder, Crew.limit());
            assertThat(permit).isBetween(0, CAPACITY - 1);
            // a word for each permit: nobody else may hold the same one
            assertThat((int) Words.INT.getAndAdd(memory, HELD + 4L * permit, 1)).isZero();
            assertThat((int) Words.INT.getAndAdd(memory, HELD + 4L * permit, -1))
                    .isEqualTo(1);
            permits.giveBack(permit);
        }
    }

    @Test
    void everyPermitIsAnotherOneUntilNoneIsLeft() {
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < CAPACITY; i++) {
            taken.add(permits.take(0, Crew.limit()));
        }
        assertThat(taken).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(permits.taken()).isEqualTo(CAPACITY);
        assertThat(permits.take(1, Deadline.in(Duration.ZERO))).isEqualTo(-1);
        assertThat(permits.take(1, Deadline.in(Duration.ofMillis(2)))).isEqualTo(-1);
        Waits.endWhenCalledOffOrInterrupted(deadline -> permits.take(1, deadline), -1);
        assertThat(permits.taken()).isEqualTo(CAPACITY);
    }

    @Test
    void whoeverSleepsForOneIsWokenWhenOneIsGivenBack() {
        for (int i = 0; i < CAPACITY; i++) {
            permits.take(0, Crew.limit());
        }
        try (var crew = new Crew()) {
            var next = crew.call(() -> permits.take(1, Crew.limit()));
            Crew.until("somebody sleeps", () -> (int) Words.INT.getAcquire(region.segment(), OFFSET + 4) == 1);
            permits.giveBack(1);
            assertThat(Crew.result(next)).isEqualTo(1);
        }
        assertThat((int) Words.INT.getAcquire(region.segment(), OFFSET + 4))
                .as("sleepers")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, CAPACITY, Integer.MAX_VALUE})
    void aPermitThatNobodyHoldsIsNotGivenBack(int permit) {
        assertThatThrownBy(() -> permits.giveBack(permit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permit " + permit + " of 3 is held by nobody");
        assertThat(permits.taken()).isZero();
    }

    @Test
    void takesTheMemoryItSays() {
        assertThat(Permits.bytes(CAPACITY)).isEqualTo(20);
        for (int i = 0; i < CAPACITY; i++) {
            permits.take(7, Crew.limit());
        }
        assertThat((int) Words.INT.get(region.segment(), OFFSET + 16)).isEqualTo(8);
        assertThat((int) Words.INT.get(region.segment(), OFFSET + 20)).isZero();
    }
}
