package dev.handoff.spi;

import java.io.Serializable;

/**
 * What a worker computes for each message. It is serialized to each worker before a run starts; workers that are threads
 * of the parent ({@link Channel#withinProcess}) are given this very object, all of them.
 */
public interface Computation extends Serializable, Displayable {
    /**
     * What it is, short enough for a table.
     *
     * @return the description
     */
    String describe();

    /**
     * The memory that {@link #open} takes, beside a few megabytes.
     *
     * @return bytes for each worker
     */
    default long bytes() {
        return 0;
    }

    /**
     * Sets up a worker.
     *
     * @param worker the number of the worker, from 0
     * @param seed the seed of the experiment
     * @return the worker's own state
     */
    Task open(int worker, long seed);

    /** A computation inside one worker. Used by one thread. */
    interface Task extends AutoCloseable {
        /**
         * Draws the inputs of the next message.
         *
         * @param sequence the number of the message, from 0
         */
        void inputs(long sequence);

        /**
         * Computes.
         *
         * @param sequence the number of the message, from 0
         * @return the answer; the worker folds its identity into a checksum, so that the work cannot be optimised away
         */
        Object compute(long sequence);

        @Override
        void close();
    }

    /**
     * What a reader sees of it.
     *
     * @return its description
     */
    @Override
    default String text() {
        return describe();
    }
}
