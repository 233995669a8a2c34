package dev.handoff.spi;

/**
 * What can be seen of a run at one moment without disturbing it. What is not known is empty, −1 or null, never guessed:
 * without a ledger, or in another language, there is less to see.
 *
 * @param received the messages received so far
 * @param seconds since the run began to be measured; 0 before
 * @param silentSeconds since a message came last, or since the run began if none has
 * @param states what the system says each worker's computing thread is doing: one letter for each worker, in their order, R
 *     running, S sleeping, D blocked, − where not known; empty if nothing is known
 * @param queued the messages that are made, have their place in the channel, and are not received; −1 if not known
 * @param longest the phase that holds most of the time of the messages so far; null if not known
 */
public record Glimpse(long received, double seconds, double silentSeconds, String states, long queued, Phase longest) {
    /** Stands for a worker of which nothing is known. */
    public static final char UNKNOWN = '-';

    /** Before a run is measured: while workers start, connect and warm up. */
    public static final Glimpse BEFORE = new Glimpse(0, 0, 0, "", -1, null);

    /**
     * How many messages came in a second.
     *
     * @return the mean since the run began; 0 before
     */
    public double rate() {
        return seconds > 0 ? received / seconds : 0;
    }
}
