package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FutexTest {
    private static final long WORD = 4;
    private static final long READY = 128;
    private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

    @Test
    void doesNotSleepOnAWordThatHasChanged() {
        try (var region = Region.create("futex", 256)) {
            Futex.await(region.segment(), WORD, 1, AN_HOUR); // ends: the word is 0
            assertThat(word(region.segment())).isZero();
        }
    }

    @Test
    void givesUpWhenItsTimeIsOver() {
        try (var region = Region.create("futex", 256)) {
            Futex.await(region.segment(), WORD, 0, 0);
            Futex.await(region.segment(), WORD, 0, -AN_HOUR);
            Futex.await(region.segment(), WORD, 0, 1);
            long from = System.nanoTime();
            // it may return early, so what is asked here is only that it returns, and can be called again
            while (System.nanoTime() - from < 2_000_000) {
                Futex.await(region.segment(), WORD, 0, 1_000_000);
            }
            assertThat(word(region.segment())).isZero();
        }
    }

    @Test
    void wakesEverySleeperOfThisProcess() {
        try (var region = Region.create("futex", 256);
                var crew = new Crew()) {
            for (int i = 0; i < 3; i++) {
                crew.start(() -> sleepUntilChanged(region.segment()));
            }
            Crew.until("three are about to sleep", () -> ready(region.segment()) == 3);
            change(region.segment());
            crew.join();
        }
    }

    @Test
    void wakesASleeperOfAnotherProcess() throws InterruptedException {
        try (var region = Region.create("futex", 256);
                var other = OtherJvm.start(Sleeping.class, region.path())) {
            Crew.until("it is about to sleep", () -> ready(region.segment()) == 1);
            change(region.segment());
            other.join();
        }
    }

    /** Sleeps on the word of a region until it has changed. */
    static final class Sleeping {
        public static void main(String[] arguments) {
            try (var region = Region.open(arguments[0])) {
                sleepUntilChanged(region.segment());
            }
        }
    }

    private static void sleepUntilChanged(MemorySegment memory) {
        Words.INT.getAndAdd(memory, READY, 1);
        while (word(memory) == 0) {
            Futex.await(memory, WORD, 0, AN_HOUR);
        }
    }

    private static void change(MemorySegment memory) {
        Words.INT.setRelease(memory, WORD, 1);
        Futex.wake(memory, WORD, Integer.MAX_VALUE);
    }

    private static int word(MemorySegment memory) {
        return (int) Words.INT.getAcquire(memory, WORD);
    }

    private static int ready(MemorySegment memory) {
        return (int) Words.INT.getAcquire(memory, READY);
    }
}
