package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/**
 * What this process, or one thread of it, has used since it started, as {@code getrusage(2)} says it.
 *
 * @param cpuNs processor time, user and system, nanoseconds
 * @param voluntarySwitches how often a thread gave the processor up to wait
 * @param involuntarySwitches how often a thread was made to give it up
 */
public record ResourceUsage(long cpuNs, long voluntarySwitches, long involuntarySwitches) {
    private static final int SELF = 0;
    private static final int THREAD = 1;
    private static final long BYTES = 144;
    private static final long USER = 0;
    private static final long SYSTEM = 16;
    private static final long VOLUNTARY = 128;
    private static final long INVOLUNTARY = 136;

    /**
     * Asks the system about this process.
     *
     * @return what all its threads have used so far, those that have ended included
     */
    public static ResourceUsage ofProcess() {
        return of(SELF);
    }

    /**
     * Asks the system about the calling thread.
     *
     * @return what it has used so far
     */
    public static ResourceUsage ofThread() {
        return of(THREAD);
    }

    private static ResourceUsage of(int whom) {
        try (var arena = Arena.ofConfined()) {
            var usage = arena.allocate(BYTES, Long.BYTES);
            if (Libc.getrusage(whom, usage) < 0) {
                throw Libc.failure("asking what was used");
            }
            long seconds = usage.get(ValueLayout.JAVA_LONG, USER) + usage.get(ValueLayout.JAVA_LONG, SYSTEM);
            long micros = usage.get(ValueLayout.JAVA_LONG, USER + 8) + usage.get(ValueLayout.JAVA_LONG, SYSTEM + 8);
            return new ResourceUsage(
                    seconds * 1_000_000_000L + micros * 1_000L,
                    usage.get(ValueLayout.JAVA_LONG, VOLUNTARY),
                    usage.get(ValueLayout.JAVA_LONG, INVOLUNTARY));
        }
    }
}
