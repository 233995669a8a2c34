package dev.handoff.memory;

import java.time.Duration;

/**
 * How long a wait looks again for what it waits for, before it sleeps until it is woken. To be put to sleep and woken takes
 * tens of microseconds, and what is on its way is seen at once by who looks. But who looks keeps a core from those it waits
 * for, so a wait looks only as long as that pays. By the clock, because how long a look takes depends on the processor. One
 * thread.
 */
public final class Looks {
    /** Asked once: the JVM counts those that the asking thread may use, and one that is pinned to a core has only that. */
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Some three times what being woken took on the slowest machine that was tried. */
    private static final Duration MEMORY = Duration.ofNanos(150_000);

    private static final Duration MEMORY_WITHOUT_A_CORE = Duration.ofNanos(5_000);
    private static final Duration STREAM = Duration.ofNanos(20_000);

    /** A reading of the clock takes as long as some looks at memory, and less than one system call. */
    private static final int MEMORY_BETWEEN_READINGS = 64;

    private final long forNs;
    private final int betweenReadings;
    private long untilNs;

    private Looks(Duration time, int betweenReadings) {
        this.forNs = time.toNanos();
        this.betweenReadings = betweenReadings;
    }

    /**
     * How long a wait in shared memory looks: for longer than it takes to be woken. Else, once one side sleeps, the other one
     * falls asleep before the first is awake, and so on for ever; with too short a look, each hand-over was seen to take a
     * hundred times as long. Where there are not cores for all, only a little.
     *
     * @param workers how many send to the one thread that receives
     * @return the time for either end
     */
    public static Duration inMemory(int workers) {
        return workers < PROCESSORS ? MEMORY : MEMORY_WITHOUT_A_CORE;
    }

    /**
     * How long a read of a stream looks that the system carries; nothing where there is one core. Within a message the next
     * bytes are under way: to a reader that looks, a pipe of 64 KiB carries half as much again as to one that is put to sleep
     * and woken for each filling. A look is a system call, so it looks for less long than in memory: more did not help.
     *
     * @return the time
     */
    public static Duration atStream() {
        return PROCESSORS > 1 ? STREAM : Duration.ZERO;
    }

    /**
     * For one end in shared memory.
     *
     * @param workers as for {@link #inMemory(int)}
     * @return the looks of that end, one wait after the other
     */
    public static Looks ofMemory(int workers) {
        return new Looks(inMemory(workers), MEMORY_BETWEEN_READINGS);
    }

    /** For the end of a stream that reads. */
    static Looks ofStream() {
        return new Looks(atStream(), 1);
    }

    /**
     * Whether a wait looks once more.
     *
     * @param looks how often it has looked again so far
     * @return whether its time is not over
     */
    public boolean goOn(int looks) {
        if (looks % betweenReadings != betweenReadings - 1) {
            return true;
        }
        long now = System.nanoTime();
        if (looks < betweenReadings) {
            untilNs = now + forNs;
        }
        return now - untilNs < 0;
    }
}
