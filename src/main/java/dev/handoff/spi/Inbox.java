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
     * Waits for the next message, from whichever worker, and takes it. The message before it must be closed. A message
     * that is there whole is returned even if the deadline has passed.
     *
     * @param deadline when to give up; it covers a message from its first byte to its last
     * @return the message, or null if the deadline passed before one was there whole: the next call goes on with what has
     *     arrived of it
     * @throws CorruptMessageException if what came is not a message
     * @throws BrokenOffException if a worker that was not {@linkplain #reclaim reclaimed} ended in the middle of a message;
     *     what had arrived of it is dropped, and the next call goes on with the others
     */
    Received next(Deadline deadline);

    /**
     * Takes back what a dead worker held and others need: a lock, permits, files. What it sent whole is still returned by
     * {@link #next}, what it sent in part is dropped. Called by the thread that takes messages, between two of them; some of
     * it may be done by {@link #next}, because what is held may lie behind messages that are still unread. A channel whose
     * workers share nothing has nothing to do.
     *
     * @param worker the number of the worker; the caller has made sure that its process has ended, and is not merely
     *     stopped
     */
    default void reclaim(int worker) {}

    /** Closes the channel and frees its memory. */
    @Override
    void close();
}
