package dev.handoff.spi;

/**
 * Is told how an experiment goes, so that a reader can watch. Called by one thread, at most ten times a second; must
 * return at once.
 */
public interface Monitor extends AutoCloseable {
    /** Watches nothing. */
    Monitor NONE = progress -> {};

    /**
     * Shows the state of things.
     *
     * @param progress the state now
     */
    void update(Progress progress);

    /** The experiment has ended, well or not. */
    @Override
    default void close() {}

    /**
     * The state of an experiment at one moment.
     *
     * @param run what runs now, for instance {@code heavy over queue (java)}
     * @param number the number of this run, from 1
     * @param runs how many runs there are
     * @param received the messages received in this run
     * @param total the messages of this run
     * @param seconds since this run began to be measured
     */
    record Progress(String run, int number, int runs, long received, long total, double seconds) {}

    /**
     * Makes a monitor where the environment has a place to show one; found by {@code ServiceLoader}. This is how a
     * notebook gets its live display without the engine knowing of notebooks.
     */
    interface Provider {
        /**
         * Makes a monitor for one experiment.
         *
         * @return the monitor; {@link #NONE} if there is nowhere to show it
         */
        Monitor open();
    }
}
