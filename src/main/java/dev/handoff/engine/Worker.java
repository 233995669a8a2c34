package dev.handoff.engine;

import dev.handoff.spi.HandoffException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The parent's handle on a worker process. One thread gives orders; reports may be waited for by the same thread. */
final class Worker implements AutoCloseable {
    private static final int KEPT_LINES = 20;
    private static final long END_LIMIT_MS = 2_000;

    private final int number;
    private final Process process;
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread listener;
    private final Thread errors;
    private ObjectOutputStream orders;
    private volatile Runnable onFailure = () -> {};

    Worker(int number, Process process, Consumer<String> standardError) {
        this.number = number;
        this.process = process;
        this.listener = daemon("reports", this::listen);
        this.errors = daemon("errors", () -> pump(standardError));
    }

    private Thread daemon(String purpose, Runnable work) {
        return Thread.ofPlatform()
                .name("handoff-" + purpose + "-" + number)
                .daemon()
                .start(work);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Called, by another thread, when the worker has failed or its process has ended; at once if it has already. */
    void onFailure(Runnable action) {
        onFailure = action;
        if (failed() != null) {
            action.run();
        }
    }

    private void listen() {
        try (var in = new ObjectInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                var report = (Report) in.readObject();
                reports.add(report);
                if (report instanceof Report.Failed) {
                    onFailure.run();
                }
            }
        } catch (IOException e) {
            // the process has ended, or we have closed it
        } catch (ClassNotFoundException | RuntimeException e) {
            reports.add(new Report.Failed(-1, new HandoffException("worker " + number + " sent no report: " + e, e)));
        } finally {
            reports.add(new Report.Failed(-1, null));
            onFailure.run();
        }
    }

    private void pump(Consumer<String> standardError) {
        try (var lines = process.errorReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastLines) {
                    lastLines.add(line);
                    if (lastLines.size() > KEPT_LINES) {
                        lastLines.remove();
                    }
                }
                standardError.accept("worker " + number + ": " + line);
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    void order(Order order) {
        try {
            if (orders == null) {
                orders = new ObjectOutputStream(process.getOutputStream());
            }
            orders.reset();
            orders.writeObject(order);
            orders.flush();
        } catch (NotSerializableException e) {
            throw new HandoffException(
                    "what worker " + number + " shall do cannot be sent to it: class " + e.getMessage()
                            + " does not implement java.io.Serializable",
                    e);
        } catch (IOException e) {
            throw failure(-1, null); // its end of the pipe is gone, and so is the worker
        }
    }

    /** Waits for a report of one kind. */
    <R extends Report> R await(Class<R> kind, Duration limit) {
        try {
            var report = reports.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (report instanceof Report.Failed(long sequence, Throwable cause)) {
                throw failure(sequence, cause);
            }
            if (!kind.isInstance(report)) {
                throw new HandoffException("worker " + number + " "
                        + (report == null
                                ? "did not answer within " + limit.toSeconds() + " s"
                                : "answered " + report));
            }
            return kind.cast(report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted while waiting for worker " + number, e);
        }
    }

    /** What is wrong with this worker, if it has said or shown it. */
    HandoffException failed() {
        for (var report : reports) {
            if (report instanceof Report.Failed(long sequence, Throwable cause)) {
                return failure(sequence, cause);
            }
        }
        return null;
    }

    private HandoffException failure(long sequence, Throwable cause) {
        var where = "worker " + number + (sequence < 0 ? "" : ", message " + sequence);
        if (cause != null) {
            var why = cause instanceof HandoffException ? cause.getMessage() : cause.toString();
            return new HandoffException(where + " failed: " + why, cause);
        }
        String ended = "has ended";
        try {
            if (process.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                int code = process.exitValue();
                ended = code > 128 ? "was killed by signal " + (code - 128) : "ended with exit code " + code;
            }
            errors.join(END_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lastLines) {
            var said = lastLines.isEmpty() ? "; it wrote nothing" : "; it wrote:\n" + String.join("\n", lastLines);
            return new HandoffException(where + " (process " + process.pid() + ") " + ended + said);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                listener.join();
                errors.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // the pipe of a process that is gone
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
