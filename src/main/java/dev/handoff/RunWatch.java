package dev.handoff;

import dev.handoff.engine.Watch;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.Monitor.Progress;
import dev.handoff.spi.Run;
import java.util.List;

/**
 * Tells a monitor how one run of an experiment goes, from its beginning on, and keeps what there is of it if it is broken
 * off.
 */
record RunWatch(Monitor monitor, String name, int number, int runs, long total, List<Run> kept) implements Watch {
    RunWatch {
        monitor.update(new Progress(name, number, runs, total, Glimpse.BEFORE));
    }

    @Override
    public void look(Glimpse now) {
        monitor.update(new Progress(name, number, runs, total, now));
    }

    @Override
    public void brokenOff(Run run) {
        kept.add(run);
    }
}
