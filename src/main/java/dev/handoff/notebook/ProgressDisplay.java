package dev.handoff.notebook;

import dev.handoff.spi.Monitor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One display under a cell, updated in place at most ten times a second however short the runs are; when the experiment
 * has ended, one line stays. Used by one thread at a time.
 */
final class ProgressDisplay implements Monitor {
    private static final long INTERVAL_NS = 100_000_000;

    private final Cell cell;
    private final LongSupplier clock;
    private final Map<Integer, Progress> runs = new TreeMap<>();
    private String id;
    private Progress last;
    private long shownNs;

    ProgressDisplay(Cell cell) {
        this(cell, System::nanoTime);
    }

    ProgressDisplay(Cell cell, LongSupplier clock) {
        this.cell = cell;
        this.clock = clock;
    }

    @Override
    public void update(Progress progress) {
        last = progress;
        runs.put(progress.number(), progress);
        long now = clock.getAsLong();
        if (id == null || now - shownNs >= INTERVAL_NS) {
            shownNs = now;
            show(new ProgressView(progress));
        }
    }

    @Override
    public void close() {
        if (last != null) {
            show(new EndView(last, runs.values(), Thread.currentThread().isInterrupted()));
        }
    }

    private void show(Object view) {
        // an interrupted experiment shows its end too, but JJava cannot send from an interrupted thread (EINTR)
        boolean interrupted = Thread.interrupted();
        try {
            if (id == null) {
                id = cell.show(view);
            } else {
                cell.update(id, view);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
