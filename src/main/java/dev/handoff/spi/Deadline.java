package dev.handoff.spi;

import java.time.Duration;

/**
 * The moment at which a wait gives up. It can be called off before, and it has passed for a thread that is interrupted:
 * in both cases a wait on it ends within {@link #longestNapNs}. For any thread.
 */
public final class Deadline {
    /**
     * How long any wait sleeps before it looks again: whether it was called off, whether its thread is interrupted, whether
     * the one it waits for lives.
     */
    public static final Duration NAP = Duration.ofMillis(50);

    private static final long NAP_NS = NAP.toNanos();

    /** One that has passed: to look, and not to wait. */
    public static final Deadline NOW = in(Duration.ZERO);

    private final long atNs;
    private volatile boolean cancelled;

    private Deadline(long atNs) {
        this.atNs = atNs;
    }

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
     * A deadline that passes only when it is called off, or for a thread that is interrupted.
     *
     * @return the deadline; in truth it passes in a century
     */
    public static Deadline never() {
        return in(Duration.ofDays(36_500));
    }

    /**
     * What is left.
     *
     * @return nanoseconds, 0 or less once it has passed, was called off, or the calling thread is interrupted
     */
    public long remainingNs() {
        return calledOff() ? 0 : atNs - System.nanoTime();
    }

    /**
     * Whether it has passed or was called off.
     *
     * @return true if nothing is left
     */
    public boolean passed() {
        return remainingNs() <= 0;
    }

    /**
     * Whether it was called off, or the calling thread is interrupted: what lies ready does not matter any more, either.
     *
     * @return whether
     */
    public boolean calledOff() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    /**
     * Whether it has passed by a moment, whoever called it off.
     *
     * @param nanoTime {@code System.nanoTime()}, where that is at hand: reading the clock is not free
     * @return true if nothing is left then
     */
    public boolean passedBy(long nanoTime) {
        return nanoTime - atNs >= 0;
    }

    /**
     * How long a wait may sleep before it looks at this deadline again.
     *
     * @return nanoseconds
     */
    public long longestNapNs() {
        return Math.min(remainingNs(), NAP_NS);
    }

    /**
     * One that passes at the same moment, and was not called off.
     *
     * @return the deadline
     */
    public Deadline renewed() {
        return new Deadline(atNs);
    }

    /** Ends every wait on this deadline: what is waited for will not come. */
    public void cancel() {
        cancelled = true;
    }
}
