package dev.handoff.spi;

/** A worker's end of a channel. Used by one thread, the one that computes. */
public interface Outbox extends AutoCloseable {
    /**
     * Begins a message. A channel whose payloads are made in place waits for space here.
     *
     * @param sequence the number of the message, from 0 in each worker
     * @param watch charged by the channel for waiting, encoding and writing; the caller charges the rest
     * @return the draft
     */
    Draft draft(long sequence, Stopwatch watch);

    /**
     * The thread that sends in the background.
     *
     * @return the id the system gives it, or −1 if there is none
     */
    default long feederThreadId() {
        return -1;
    }

    /** Waits until all that was sent is in the channel, then closes this end. */
    @Override
    void close();
}
