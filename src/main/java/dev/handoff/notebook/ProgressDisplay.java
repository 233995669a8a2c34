package dev.handoff.notebook;

import dev.handoff.spi.Monitor;
import java.util.Map;
import java.util.TreeMap;

/**
 * One display under a cell, updated in place; when the experiment has ended, one line stays. Used by one thread at a
 * time.
 */
final class ProgressDisplay implements Monitor {
    private final Cell cell;
    private final Map<Integer, Progress> runs = new TreeMap<>();
    private String id;
    private Progress last;

    ProgressDisplay(Cell cell) {
        this.cell = cell;
    }

    @Override
    public void update(Progress progress) {
        last = progress;
        runs.put(progress.number(), progress);
        show(new ProgressView(progress));
    }

    @Override
    public void close() {
        if (last != null) {
            show(new EndView(last, runs.values()));
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
