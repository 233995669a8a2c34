package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SleeperTest {
    private static final long BALL = 0;
    private static final long HERE = 128;
    private static final long THERE = 256;
    private static final int THROWS = 50_000;
    private static final int BURSTS = 300_000;
    private static final int LOOKS = 100;
    /** Longer than the test may take: a wake that is lost is not made good by a nap. */
    private static final long FOR_EVER = TimeUnit.HOURS.toNanos(1);

    @Test
    void noWakeIsLostBetweenTwoProcesses() throws InterruptedException {
        try (var region = Region.create("sleeper", 512);
                var other = OtherJvm.start(Other.class, region.path())) {
            play(region, HERE, THERE, 0);
            assertThat(other.line()).isEqualTo("caught " + THROWS);
            other.join();
        }
    }

    /** The other player. */
    static final class Other {
        public static void main(String[] arguments) {
            try (var region = Region.open(arguments[0])) {
                System.out.println("caught " + play(region, THERE, HERE, 1));
            }
        }
    }

    /** Throws the ball back whenever it is even, or odd; asleep between, always. */
    private static int play(Region region, long self, long other, int parity) {
        var sleeper = new Sleeper(region.segment(), self);
        var partner = new Sleeper(region.segment(), other);
        int caught = 0;
        while (caught < THROWS) {
            if (sleeper.sleepUnless(() -> ball(region) % 2 == parity, FOR_EVER)) {
                caught++;
                Words.INT.setRelease(region.segment(), BALL, ball(region) + 1);
                partner.wake();
            }
        }
        return caught;
    }

    private static int ball(Region region) {
        return (int) Words.INT.getVolatile(region.segment(), BALL);
    }

    /**
     * Who wakes has looked some times already whether the other one sleeps, so that it has the answer at hand, while what it has
     * just written is still on its way: only then can both miss each other.
     */
    @Test
    void noWakeIsLostThatComesJustAsItLiesDown() throws InterruptedException {
        try (var region = Region.create("sleeper", 512);
                var other = OtherJvm.start(Catcher.class, region.path())) {
            var catcher = new Sleeper(region.segment(), HERE);
            var random = new SplittableRandom(1);
            for (int thrown = 0; thrown < BURSTS; ) {
                for (int more = Math.min(random.nextInt(1, 8), BURSTS - thrown); more > 0; more--) {
                    Words.INT.setRelease(region.segment(), BALL, ++thrown);
                    catcher.wake();
                }
                while ((int) Words.INT.getAcquire(region.segment(), THERE) != thrown) {
                    Thread.onSpinWait();
                    if (Thread.interrupted()) { // the time is over
                        throw new InterruptedException("ball " + thrown + " was not caught");
                    }
                }
            }
            assertThat(other.line()).isEqualTo("caught " + BURSTS);
            other.join();
        }
    }

    /** Says which ball it has seen last. */
    static final class Catcher {
        public static void main(String[] arguments) {
            try (var region = Region.open(arguments[0])) {
                var sleeper = new Sleeper(region.segment(), HERE);
                var random = new SplittableRandom(2);
                int seen = 0;
                while (seen < BURSTS) {
                    int last = seen;
                    for (int looks = random.nextInt(LOOKS); looks > 0 && ball(region) == last; looks--) {
                        Thread.onSpinWait();
                    }
                    sleeper.sleepUnless(() -> ball(region) != last, FOR_EVER);
                    seen = ball(region);
                    Words.INT.setRelease(region.segment(), THERE, seen);
                }
                System.out.println("caught " + seen);
            }
        }
    }

    @Test
    void noWakeIsLostAmongSeveralWakers() {
        try (var region = Region.create("sleeper", 512);
                var crew = new Crew()) {
            var sleeper = new Sleeper(region.segment(), HERE);
            for (int waker = 0; waker < 3; waker++) {
                crew.start(() -> {
                    for (int i = 0; i < THROWS; i++) {
                        Words.INT.getAndAdd(region.segment(), BALL, 1);
                        sleeper.wake();
                    }
                });
            }
            for (int seen = 0; seen < 3 * THROWS; seen = ball(region)) {
                int before = seen;
                sleeper.sleepUnless(() -> ball(region) != before, FOR_EVER);
            }
            crew.join();
            assertThat(ball(region)).isEqualTo(3 * THROWS);
        }
    }

    @Test
    void isRungOnceHoweverManyWakeIt() {
        try (var region = Region.create("sleeper", 512)) {
            var sleeper = new Sleeper(region.segment(), HERE);
            sleeper.wake();
            assertThat(region.segment().get(JAVA_INT, HERE)).as("nobody sleeps").isZero();
            boolean[] lookedBefore = new boolean[1];
            boolean there = sleeper.sleepUnless(
                    () -> {
                        if (!lookedBefore[0]) { // it lies down, and does not run
                            lookedBefore[0] = true;
                            sleeper.wake();
                            sleeper.wake();
                            sleeper.wake();
                        }
                        return false;
                    },
                    FOR_EVER);
            assertThat(there).isFalse();
            assertThat(region.segment().get(JAVA_INT, HERE)).isEqualTo(1);
        }
    }

    @Test
    void doesNotSleepForWhatIsThere() {
        try (var region = Region.create("sleeper", 512)) {
            assertThat(new Sleeper(region.segment(), HERE).sleepUnless(() -> true, FOR_EVER))
                    .isTrue();
            assertThat(region.segment().get(JAVA_INT, HERE + 4)).as("it is up").isZero();
        }
    }
}
