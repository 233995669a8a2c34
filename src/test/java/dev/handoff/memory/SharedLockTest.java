package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.Deadline;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedLockTest {
    private static final long WORD = 8;
    private static final long GATE = 64;
    private static final long COUNT = 128;
    private static final int ROUNDS = 20_000;

    private final Region region = Region.create("lock", 256);
    private final SharedLock lock = new SharedLock(region.segment(), WORD);

    @AfterEach
    void close() {
        region.close();
    }

    @Test
    void twoProcessesOfTwoThreadsEachExcludeOneAnother() throws InterruptedException {
        try (var other = OtherJvm.start(Counting.class, region.path())) {
            assertThat(other.line()).isEqualTo("ready");
            try (var crew = new Crew()) {
                crew.start(() -> count(region.segment(), 0));
                crew.start(() -> count(region.segment(), 1));
                new Gate(region.segment(), GATE).open();
                crew.join();
            }
            other.join();
        }
        assertThat(region.segment().get(JAVA_LONG, COUNT)).isEqualTo(4 * ROUNDS);
        assertThat(lock.owner()).isEqualTo(-1);
    }

    /** Counts beside another process. */
    static final class Counting {
        public static void main(String[] arguments) {
            try (var region = Region.open(arguments[0]);
                    var crew = new Crew()) {
                System.out.println("ready");
                crew.start(() -> count(region.segment(), 2));
                crew.start(() -> count(region.segment(), 3));
                crew.join();
            }
        }
    }

    /** Adds with a plain load and a plain store, which is right only if nobody else does so meanwhile. */
    private static void count(MemorySegment memory, int owner) {
        var lock = new SharedLock(memory, WORD);
        new Gate(memory, GATE).await(Crew.limit());
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(lock.lock(owner, Crew.limit())).isTrue();
            memory.set(JAVA_LONG, COUNT, memory.get(JAVA_LONG, COUNT) + 1);
            lock.unlock(owner);
        }
    }

    @Test
    void bearsItsOwner() {
        assertThat(lock.owner()).isEqualTo(-1);
        assertThat(lock.lock(5, Crew.limit())).isTrue();
        assertThat(lock.owner()).isEqualTo(5);
        lock.unlock(5);
        assertThat(lock.owner()).isEqualTo(-1);
    }

    @Test
    void isFreedByItsOwnerAlone() {
        assertThat(lock.lock(0, Crew.limit())).isTrue();
        assertThatThrownBy(() -> lock.unlock(1))
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessage("the lock is held by 0, not by 1");
        assertThat(lock.owner()).isZero();
        lock.unlock(0);
        assertThatThrownBy(() -> lock.unlock(0))
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessage("the lock is held by nobody, not by 0");
    }

    @Test
    void whoeverSleepsForItIsWokenWhenItIsFreed() {
        assertThat(lock.lock(0, Crew.limit())).isTrue();
        try (var crew = new Crew()) {
            var next = crew.call(() -> lock.lock(1, Crew.limit()));
            Crew.until("somebody sleeps", () -> (long) Words.LONG.getAcquire(region.segment(), WORD) < 0);
            assertThat(lock.owner()).isZero();
            lock.unlock(0);
            assertThat(Crew.result(next)).isTrue();
            assertThat(lock.owner()).isEqualTo(1);
        }
    }

    @Test
    void isTakenOverFromThatOwnerAloneAndByOneAlone() {
        long dead = (1L << 62) + 7; // an owner may be any number, not only a small one
        assertThat(lock.takeOver(dead, 1)).as("nobody holds it").isFalse();
        assertThat(lock.lock(dead, Crew.limit())).isTrue();
        assertThat(lock.owner()).isEqualTo(dead);
        assertThat(lock.takeOver(7, 1)).as("another holds it").isFalse();
        assertThat(lock.takeOver(dead, 1)).isTrue();
        assertThat(lock.takeOver(dead, 2)).as("the new owner lives").isFalse();
        assertThat(lock.owner()).isEqualTo(1);
    }

    @Test
    void whoeverSleepsForItIsWokenByTheOneThatTookItOver() {
        assertThat(lock.lock(0, Crew.limit())).isTrue();
        try (var crew = new Crew()) {
            var next = crew.call(() -> lock.lock(1, Crew.limit()));
            Crew.until("somebody sleeps", () -> (long) Words.LONG.getAcquire(region.segment(), WORD) < 0);
            Crew.until("it is taken over", () -> lock.takeOver(0, 2));
            lock.unlock(2);
            assertThat(Crew.result(next)).isTrue();
        }
    }

    @Test
    void aWaitForItEndsAtItsDeadline() {
        assertThat(lock.lock(0, Crew.limit())).isTrue();
        assertThat(lock.lock(1, Deadline.in(Duration.ZERO))).isFalse();
        assertThat(lock.lock(1, Deadline.in(Duration.ofMillis(2)))).isFalse();
        Waits.endWhenCalledOffOrInterrupted(deadline -> lock.lock(1, deadline), false);
        assertThat(lock.owner()).isZero();
        lock.unlock(0);
        assertThat(lock.lock(1, Deadline.in(Duration.ZERO)))
                .as("a lock that is free is taken even so")
                .isTrue();
    }
}
