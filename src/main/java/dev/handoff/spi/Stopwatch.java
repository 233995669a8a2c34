package dev.handoff.spi;

/**
 * Charges the time of one message to phases. Each call charges the nanoseconds since the call before it to the phase
 * that was just left; phases may come in any order and more than once, and their sum is the whole by construction.
 *
 * <p>One thread at a time: a stopwatch may move from the thread that computes to the thread that feeds, with a
 * happens-before edge between them.
 */
public interface Stopwatch {
    /** Charges nothing: for warm-up messages and for runs without a ledger. */
    Stopwatch NONE = phase -> {};

    /**
     * Charges the time since the last call.
     *
     * @param left the phase that ends now
     */
    void charge(Phase left);

    /**
     * Says that the message is now visible to the receiver. Called once by the channel, after the last charge.
     */
    default void published() {}
}
