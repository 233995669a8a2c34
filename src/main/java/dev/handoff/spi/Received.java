package dev.handoff.spi;

/**
 * A message that arrived. Confined to the thread that took it. Closing it gives its memory back: a payload that is a
 * view throws when it is used afterwards.
 */
public interface Received extends AutoCloseable {
    /** In place of a time: the message was there when it was asked for, so nobody waited and no clock was read. */
    long THERE = Long.MIN_VALUE;

    /** In place of a time: nothing was to be read, the message was there whole when it was returned, and no clock was read. */
    long IN_PLACE = Long.MAX_VALUE;

    /**
     * Who sent it.
     *
     * @return the number of the worker, from 0
     */
    int worker();

    /**
     * Which message of that worker it is.
     *
     * @return the number of the message, from 0 in each worker
     */
    long sequence();

    /**
     * When the first byte was there: the end of the wait and the start of the read.
     *
     * @return {@code System.nanoTime()} of this process; {@link #THERE} or {@link #IN_PLACE}
     */
    long readFromNs();

    /**
     * How much the codec wrote.
     *
     * @return bytes; −1 where no codec did, as between threads
     */
    default long bytes() {
        return -1;
    }

    /**
     * Decodes the object.
     *
     * @return the object
     * @throws CorruptMessageException if the bytes are not what the codec writes
     */
    Object payload();

    @Override
    void close();
}
