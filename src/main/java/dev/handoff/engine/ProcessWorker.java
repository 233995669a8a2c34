package dev.handoff.engine;

import dev.handoff.shipping.LeanInput;
import dev.handoff.shipping.LeanOutput;
import dev.handoff.spi.HandoffException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A worker that is a process: orders go to its standard input, reports come from its standard output. */
final class ProcessWorker implements Worker {
    private static final int KEPT_LINES = 20;
    private static final long END_LIMIT_MS = 2_000;
    /** To read what a process has left, once it has ended. */
    private static final long READ_LIMIT_MS = 2_000;

    private static final long SURE_END_LIMIT_MS = 10_000;
    /** How the JDK tells a process that was killed: the signal's number and this. */
    private static final int SIGNALS_FROM = 128;

    private static final int MOST_SIGNALS = 64;
    private static final long NOT_ENDED = Long.MIN_VALUE;

    private final int number;
    private final Process process;
    private final Reports reports;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Consumer<String> standardOutput;
    private final Consumer<String> standardError;
    /** What was printed before the first message that counts: said only if there is none. Of the listener's thread. */
    private final Deque<Report.Said> early = new ArrayDeque<>();

    private final Thread listener;
    private final Thread errors;
    private final LeanOutput orders;
    /** When it was told to end: what it has left is read for so long from then, however many workers are waited for in turn. */
    private long endFromNs = NOT_ENDED;

    /** Of the last large order; one is given when the one before has been answered. */
    private volatile Thread writer;

    /** Knows the classes of what it may report: an exception of the reader's own. */
    private volatile ClassLoader home = ProcessWorker.class.getClassLoader();

    ProcessWorker(int number, Process process, Consumer<String> standardOutput, Consumer<String> standardError) {
        this.number = number;
        this.process = process;
        this.orders = new LeanOutput(process.getOutputStream());
        this.reports = new Reports(number, this::howItEnded);
        this.standardOutput = standardOutput;
        this.standardError = standardError;
        this.listener = daemon("reports", this::listen);
        this.errors = daemon("errors", this::pump);
        var _ = process.onExit().thenRun(this::noteTheEnd);
    }

    /** Its reports end with it, unless a process that it started has its standard output and lives on. */
    private void noteTheEnd() {
        try {
            listener.join(READ_LIMIT_MS);
            if (listener.isAlive()) {
                reports.add(new Report.Failed(-1, null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread daemon(String purpose, Runnable work) {
        return Thread.ofPlatform()
                .name("handoff-" + purpose + "-" + number)
                .daemon()
                .start(work);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Reports reports() {
        return reports;
    }

    private void listen() {
        try (var from = new BufferedInputStream(process.getInputStream())) {
            listen(new LeanInput(from, () -> home));
        } catch (IOException e) {
            // the process has ended, or we have closed it
        } finally {
            sayEarly();
            reports.add(new Report.Failed(-1, null));
        }
    }

    /** Until there is nothing more to read, or what there is cannot be read. */
    private void listen(LeanInput in) throws IOException {
        try {
            while (true) {
                switch ((Report) in.read()) {
                    case Report.Said said -> heard(said);
                    case Report.Failed failed -> {
                        sayEarly();
                        reports.add(failed);
                    }
                    case Report other -> {
                        if (other instanceof Report.Finished) {
                            early.clear();
                        }
                        reports.add(other);
                    }
                }
            }
        } catch (ObjectStreamException
                | ClassNotFoundException
                | RuntimeException
                | LinkageError
                | StackOverflowError e) {
            if (!hasEndedSoon()) { // a JVM that crashes writes so, too
                reports.add(new Report.Failed(
                        -1,
                        new HandoffException(
                                "it sent something that cannot be read as a report (" + e
                                        + "); machine code that writes to standard output does that",
                                e)));
            }
        }
    }

    private boolean hasEndedSoon() {
        try {
            return process.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody interrupts this thread but the end of the program
        }
    }

    private void heard(Report.Said said) {
        if (said.measured()) {
            early.clear();
            say(said);
        } else {
            early.add(said);
            if (early.size() > KEPT_LINES) {
                early.remove();
            }
        }
    }

    private void sayEarly() {
        early.forEach(this::say);
        early.clear();
    }

    private void say(Report.Said said) {
        if (said.toError()) {
            keep(said.line());
        }
        (said.toError() ? standardError : standardOutput).accept("worker " + number + ": " + said.line());
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.remove();
            }
        }
    }

    private void pump() {
        try (var lines = process.errorReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                standardError.accept("worker " + number + ": " + line);
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    @Override
    public void order(Order order) {
        if (order instanceof Order.Unpack(int _, var parcel)) {
            home = parcel.home();
            synchronized (lastLines) {
                lastLines.clear(); // they are of another run
            }
            // more than a pipe may hold: a worker that was stopped takes nothing, and no wait of ours may depend on it
            writer = daemon("orders", () -> write(order));
        } else {
            write(order);
        }
    }

    private void write(Order order) {
        try {
            orders.write(order);
        } catch (IOException e) {
            reports.add(new Report.Failed(-1, null)); // its end of the pipe is gone, and so is the worker
        } catch (RuntimeException | Error e) { // no memory for it, for instance: nobody else would hear of it
            reports.add(new Report.Failed(
                    -1, new HandoffException("worker " + number + " could not be given its order: " + e, e)));
        }
    }

    private HandoffException howItEnded() {
        String ended = "has ended";
        try {
            if (process.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                int code = process.exitValue();
                ended = code > SIGNALS_FROM && code <= SIGNALS_FROM + MOST_SIGNALS
                        ? "was killed by signal " + (code - SIGNALS_FROM)
                        : "ended with exit code " + code;
            }
            var crash = Crash.words(process.pid());
            ended = crash.isEmpty() ? ended : "crashed: " + crash;
            errors.join(READ_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lastLines) {
            return WorkerFailure.ended("worker " + number + " (process " + process.pid() + ") " + ended, lastLines);
        }
    }

    /** Lets it end as it does when its parent ends, and waits for it. */
    void retire() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            // it has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted while worker " + number + " ended", e);
        }
    }

    @Override
    public void end() {
        if (endFromNs == NOT_ENDED) {
            endFromNs = System.nanoTime();
        }
        process.destroyForcibly();
    }

    /** What is left of the time in which its last words are read; at least a moment. */
    private long readMs() {
        return Math.max(1, READ_LIMIT_MS - (System.nanoTime() - endFromNs) / 1_000_000);
    }

    @Override
    public void makeSureOfItsEnd() {
        end();
        try {
            if (!process.waitFor(SURE_END_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                throw new HandoffException("worker " + number + " (process " + process.pid()
                        + ") was killed, and has not ended within " + SURE_END_LIMIT_MS / 1000
                        + " s: it waits for a device; nothing of what it holds can be taken back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted while waiting for the end of worker " + number, e);
        }
    }

    @Override
    public void close() {
        end();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                listener.join(readMs()); // and not for a process of its own that has its output
                errors.join(readMs());
                if (writer != null) {
                    writer.join(readMs());
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        Crash.delete(process.pid());
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
