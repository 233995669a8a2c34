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
     * How many messages may really be under way at once: what was asked for, or one for each worker where each has
     * room of its own.
     *
     * @return the number of messages
     */
    int capacity();

    /**
     * Waits for the next message, from whichever worker, and takes it. The message before it must be closed.
     *
     * @param deadline when to give up
     * @return the message, or null if the deadline passed before one began to arrive
     * @throws CorruptMessageException if what came is not a message
     * @throws HandoffException if the deadline passed, or the senders ended, in the middle of a message
     */
    Received next(Deadline deadline);

    /** Closes the channel and frees its memory. */
    @Override
    void close();
}
