package dev.handoff.baseline;

import dev.handoff.memory.ChildProcess;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that is running, read line by line. For one thread. Whatever happens, closing leaves neither it nor any
 * process that it started.
 *
 * <p>Its standard input stays open and says nothing: its end is the sign for the program to stop.
 */
final class Subprocess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** After which a program that was asked to stop is killed: a reader who interrupts waits for no more than 2 s. */
    private static final Duration POLITE = Duration.ofSeconds(1);

    private static final int SAID_LINES = 30;

    private final Process process;
    /** What was read; at last, empty for the end. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private final Deque<String> said = new ArrayDeque<>();
    private final List<Thread> readers;

    private Subprocess(Process process) {
        this.process = process;
        readers = List.of(
                reader(
                        "python output",
                        process.getInputStream(),
                        line -> lines.add(Optional.of(line)),
                        () -> lines.add(Optional.empty())),
                reader("python errors", process.getErrorStream(), this::remember, () -> {}));
    }

    static Subprocess start(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "OPENBLAS_NUM_THREADS", "1",
                        "OMP_NUM_THREADS", "1",
                        "MKL_NUM_THREADS", "1",
                        "PYTHONDONTWRITEBYTECODE", "1"));
        try {
            return ChildProcess.start(builder, Subprocess::new);
        } catch (IOException e) {
            throw new HandoffException(command.getFirst() + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for a line of standard output.
     *
     * @return the line; empty at the end, after which this must not be called again
     * @throws TimeoutException if the deadline passes
     * @throws HandoffException if the thread is interrupted; its interrupt status is then set
     */
    Optional<String> line(Deadline deadline) throws TimeoutException {
        try {
            var line = lines.poll(Math.max(0, deadline.remainingNs()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new TimeoutException();
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted while Python ran; it was stopped", e);
        }
    }

    /** Waits until the program has ended; to be called at the end of its output. Its exit code. */
    int exitCode() {
        awaitEnd(process.onExit(), GRACE); // the handle's own may complete before the process knows its exit code
        return process.isAlive() ? -1 : process.exitValue();
    }

    /** The last lines of standard error; complete once the program has ended. */
    String said() {
        exitCode();
        join(readers.getLast());
        synchronized (said) {
            return String.join("\n", said).strip();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends the program and all that it started; does nothing the second time. */
    void stop() {
        // The list is made first: who has lost its parent is nobody's descendant.
        var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        closeInput();
        awaitEnd(process.onExit(), POLITE);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> awaitEnd(handle.onExit(), GRACE));
        readers.forEach(Subprocess::join);
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It ended before: just what is wanted.
        }
    }

    /** Waits without regard to interrupts: stopping is short, and must not be stopped. */
    private static void awaitEnd(CompletableFuture<?> end, Duration limit) {
        end.copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((ended, late) -> ended)
                .join();
    }

    private static void join(Thread reader) {
        boolean interrupted = Thread.interrupted();
        try {
            reader.join(GRACE);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void remember(String line) {
        synchronized (said) {
            said.add(line);
            if (said.size() > SAID_LINES) {
                said.remove();
            }
        }
    }

    private interface Lines {
        void add(String line);
    }

    /** A thread of its own, because reading a pipe cannot be interrupted. It ends with the program. */
    private static Thread reader(String name, InputStream in, Lines to, Runnable atEnd) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    to.add(line);
                }
            } catch (IOException e) {
                to.add("its output could not be read: " + e.getMessage());
            } finally {
                atEnd.run();
            }
        });
    }
}
