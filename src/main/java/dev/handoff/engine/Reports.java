package dev.handoff.engine;

import dev.handoff.spi.HandoffException;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a worker has reported and nobody has asked for yet. Any thread adds, one takes. */
final class Reports {
    private final int worker;
    private final Supplier<HandoffException> end;
    private final BlockingDeque<Report> reports = new LinkedBlockingDeque<>();
    private volatile Runnable onFailure = () -> {};
    private volatile boolean closed;

    /**
     * @param worker its number
     * @param end says how the worker came to an end of which it could report nothing
     */
    Reports(int worker, Supplier<HandoffException> end) {
        this.worker = worker;
        this.end = end;
    }

    void add(Report report) {
        if (closed) {
            return;
        }
        reports.add(report);
        if (report instanceof Report.Failed) {
            onFailure.run();
        }
    }

    /** The run has taken note of this worker's end and goes on: it is no reason for whatever ends the run later. */
    void close() {
        closed = true;
        reports.clear();
    }

    /** Called, by the thread that adds it, when there is a report of a failure; at once if there is one already. */
    void onFailure(Runnable action) {
        onFailure = action;
        if (failed() != null) {
            action.run();
        }
    }

    /** Waits for a report of one kind. */
    <R extends Report> R await(Class<R> kind, Duration limit) {
        try {
            var report = reports.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (report instanceof Report.Failed failed) {
                reports.addFirst(failed); // for whoever asks later what is wrong: the first says most
                throw exception(failed);
            }
            if (!kind.isInstance(report)) {
                throw new HandoffException("worker " + worker + " "
                        + (report == null
                                ? "did not answer within " + limit.toSeconds() + " s"
                                : "answered " + report));
            }
            return kind.cast(report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted while waiting for worker " + worker, e);
        }
    }

    /** The first failure among them, or null. */
    HandoffException failed() {
        for (var report : reports) {
            if (report instanceof Report.Failed failed) {
                return exception(failed);
            }
        }
        return null;
    }

    private HandoffException exception(Report.Failed failed) {
        return failed.cause() == null ? end.get() : WorkerFailure.of(worker, failed.sequence(), failed.cause());
    }
}
