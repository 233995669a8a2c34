package dev.handoff;

import dev.handoff.spi.Monitor;

/** A monitor whose exceptions end the watching of a run, and neither the run nor what it has measured. */
final class GuardedMonitor implements Monitor {
    private final Monitor monitor;
    /** The number of the run that is not watched any more. */
    private int unwatched;

    GuardedMonitor(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void update(Progress progress) {
        if (progress.number() != unwatched) {
            try {
                monitor.update(progress);
            } catch (RuntimeException e) {
                unwatched = progress.number();
            }
        }
    }

    @Override
    public void close() {
        try {
            monitor.close();
        } catch (RuntimeException e) {
            // the results are there, or why there are none is on its way to the caller
        }
    }
}
