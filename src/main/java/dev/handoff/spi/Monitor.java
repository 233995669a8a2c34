package dev.handoff.spi;

/**
 * Is told how an experiment goes, so that a reader can watch: ten times a second, also when nothing happens, and at the
 * beginning and the end of each run. Called by one thread at a time, which is none that is measured; should return at once.
 * An exception ends the watching of a run, not the run.
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
     * @param total the messages of this run
     * @param now what can be seen of it
     */
    record Progress(String run, int number, int runs, long total, Glimpse now) {
        /**
         * How long this run will still take, if it goes on as it went.
         *
         * @return seconds; NaN if nothing was received yet
         */
        public double secondsLeft() {
            return now.received() == 0 ? Double.NaN : (total - now.received()) / now.rate();
        }
    }

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
