package dev.handoff.notebook;

import dev.handoff.spi.Monitor;

/**
 * Shows under a notebook's cell how an experiment goes, where a kernel runs in this process. An experiment finds it by
 * {@code ServiceLoader}.
 */
public final class LiveDisplay implements Monitor.Provider {
    /** For {@code ServiceLoader}. */
    public LiveDisplay() {}

    /**
     * Makes a display for one experiment; it appears with the first progress.
     *
     * @return a display under the running cell; {@link Monitor#NONE} if no kernel runs in this process
     */
    @Override
    public Monitor open() {
        return Cell.running().<Monitor>map(ProgressDisplay::new).orElse(Monitor.NONE);
    }
}
