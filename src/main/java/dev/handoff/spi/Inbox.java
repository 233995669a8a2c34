package dev.handoff.spi;

/** The parent's end of a channel. Used by one thread. */
public interface Inbox extends AutoCloseable {
    /**
     * What the workers need to connect.
     *
     * @return the connector, the same for all workers
     */
    Connector connector();

    /**
     * Waits for the next message, from whichever worker, and takes it. The message before it must be closed.
     *
     * @param deadline when to give up
     * @return the message, or null if the deadline passed
     * @throws CorruptMessageException if what came is not a message
     */
    Received next(Deadline deadline);

    /** Closes the channel and frees its memory. */
    @Override
    void close();
}
