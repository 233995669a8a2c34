package dev.handoff.channel;

import java.time.Duration;

/**
 * How long an end in shared memory looks again for what it waits for, before it sleeps until it is woken. What is on its way
 * is seen within a tenth of a microsecond by who looks; to be put to sleep and woken takes tens of them. A wait looks for
 * longer than that: else, once one side sleeps, the other one falls asleep before the first is awake, and so on for ever. With
 * too short a look, each hand-over was seen to take a hundred times as long. But who looks keeps a core from those it waits for: where there are not cores for
 * all, a wait looks only a little.
 *
 * <p>By the clock, because how long a look takes depends on the processor. One thread.
 */
public final class Looks {
    /** Some three times what being woken took on the slowest machine that was tried. */
    private static final Duration WITH_A_CORE = Duration.ofNanos(150_000);

    private static final Duration WITHOUT = Duration.ofNanos(5_000);

    /** Asked once: the JVM counts those that the asking thread may use, and one that is pinned to a core has only that. */
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** A reading of the clock takes as long as a look. */
    private static final int BETWEEN_READINGS = 64;

    private final long forNs;
    private long untilNs;

    private Looks(Duration time) {
        this.forNs = time.toNanos();
    }

    /**
     * How long a wait looks.
     *
     * @param workers how many send to the one thread that receives
     * @return the time for either end
     */
    public static Duration time(int workers) {
        return workers < PROCESSORS ? WITH_A_CORE : WITHOUT;
    }

    static Looks among(int workers) {
        return new Looks(time(workers));
    }

    /**
     * Whether a wait looks once more.
     *
     * @param looks how often it has looked again so far
     */
    boolean goOn(int looks) {
        if (looks % BETWEEN_READINGS != BETWEEN_READINGS - 1) {
            return true;
        }
        long now = System.nanoTime();
        if (looks < BETWEEN_READINGS) {
            untilNs = now + forNs;
        }
        return now - untilNs < 0;
    }
}
