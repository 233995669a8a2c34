package dev.handoff.spi;

import java.time.Duration;

/**
 * The moment at which a wait gives up.
 *
 * @param atNs the moment on the {@code System.nanoTime()} clock of this process, nanoseconds
 */
public record Deadline(long atNs) {
    /**
     * A deadline from now.
     *
     * @param wait how long to wait
     * @return the deadline
     */
    public static Deadline in(Duration wait) {
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    /**
     * What is left.
     *
     * @return nanoseconds, 0 or less once it has passed
     */
    public long remainingNs() {
        return atNs - System.nanoTime();
    }

    /**
     * Whether it has passed.
     *
     * @return true if nothing is left
     */
    public boolean passed() {
        return remainingNs() <= 0;
    }
}
