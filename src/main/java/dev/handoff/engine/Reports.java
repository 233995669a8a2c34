package dev.handoff.engine;

import dev.handoff.shipping.Names;
import dev.handoff.spi.HandoffException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jdk.jshell.spi.SPIResolutionException;

/** What a worker has reported and nobody has asked for yet. Any thread adds, one takes. */
final class Reports {
    private static final int MOST_FRAMES = 10;
    private final int worker;
    private final Supplier<HandoffException> end;
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private volatile Runnable onFailure = () -> {};

    /**
     * @param worker its number
     * @param end says how the worker came to an end of which it could report nothing
     */
    Reports(int worker, Supplier<HandoffException> end) {
        this.worker = worker;
        this.end = end;
    }

    void add(Report report) {
        reports.add(report);
        if (report instanceof Report.Failed) {
            onFailure.run();
        }
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
        var cause = failed.cause();
        if (cause == null) {
            return end.get();
        }
        var where = "worker " + worker + (failed.sequence() < 0 ? "" : ", message " + failed.sequence());
        var why = switch (cause) {
            case HandoffException ours -> ours.getMessage();
            case SPIResolutionException _ ->
                "a method that a cell declared uses something that is missing, or was declared anew since; run the"
                        + " cell of the method again";
            default -> cause.toString();
        };
        var exception = new HandoffException(where + " failed: " + Names.readable(why), cause);
        var inCells = inCells(cause);
        if (!inCells.isEmpty()) {
            exception.setStackTrace(
                    Stream.concat(inCells.stream(), callers(exception)).toArray(StackTraceElement[]::new));
        }
        return exception;
    }

    /** Where it came from, in the cells: in front of where it was noticed, because some kernels show no cause. */
    private static List<StackTraceElement> inCells(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(Names.CELL))
                .limit(MOST_FRAMES)
                .toList();
    }

    /** Who asked for the run. What lies between says how we noticed a mistake that is not ours. */
    private static Stream<StackTraceElement> callers(Throwable noticed) {
        var frames = List.of(noticed.getStackTrace());
        int ours = frames.size();
        while (ours > 0 && !frames.get(ours - 1).getClassName().startsWith("dev.handoff.")) {
            ours--;
        }
        return frames.subList(ours, frames.size()).stream();
    }
}
