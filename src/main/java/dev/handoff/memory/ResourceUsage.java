package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/**
 * What this process has used since it started, threads that have ended included, as {@code getrusage(2)} says it.
 *
 * @param cpuNs processor time, user and system, nanoseconds
 * @param voluntarySwitches how often a thread gave the processor up to wait
 * @param involuntarySwitches how often a thread was made to give it up
 */
public record ResourceUsage(long cpuNs, long voluntarySwitches, long involuntarySwitches) {
    private static final int SELF = 0;
    private static final long BYTES = 144;
    private static final long USER = 0;
    private static final long SYSTEM = 16;
    private static final long VOLUNTARY = 128;
    private static final long INVOLUNTARY = 136;

    /**
     * Asks the system.
     *
     * @return what was used so far
     */
    public static ResourceUsage read() {
        try (var arena = Arena.ofConfined()) {
            var usage = arena.allocate(BYTES, Long.BYTES);
            if (Libc.getrusage(SELF, usage) < 0) {
                throw Libc.failure("asking what this process has used");
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
