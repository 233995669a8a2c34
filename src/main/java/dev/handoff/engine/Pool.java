package dev.handoff.engine;

import dev.handoff.memory.ChildProcess;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The workers of a session. Processes are started when a run first needs them and stay warm for the next; {@link #close}
 * ends them, and so does the end of this process. Threads are started for one run and end with it. One thread at a time.
 */
public final class Pool implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** Wider, and stamps of two processes could not be compared to the microsecond-scale phases of small messages. */
    private static final long WIDEST_BRACKET_NS = 5_000_000;

    private static final int MOST_EXCHANGES = 200;
    private static final int FEWEST_EXCHANGES = 5;

    private final Consumer<String> standardOutput;
    private final Consumer<String> standardError;
    private final List<String> startFlags;
    private final List<Worker> processes = new ArrayList<>();
    private final List<Worker> threads = new ArrayList<>();
    /** Threads that did not end when they were told to: Java cannot make them. */
    private final List<Worker> lingering = new ArrayList<>();

    private boolean threadsKnown;
    private int rehearsed;
    private long bracketNs;

    /**
     * The workers of one run.
     *
     * @param workers as many as it needs
     * @param startUpSeconds that it took to start those that were missing; 0 if none were
     * @param untrained whether a JVM among theirs has yet to compile what each message runs
     */
    record Crew(List<Worker> workers, double startUpSeconds, boolean untrained) {}

    /**
     * A pool whose workers' standard output and standard error go to this process's, line by line, with the worker's number:
     * to those that it has at that moment, because a notebook gives each cell its own.
     */
    public Pool() {
        this(line -> System.out.println(line), line -> System.err.println(line));
    }

    /**
     * A pool. The consumers are given what workers that are processes write, a line at a time, with the worker's number in
     * front; they are called by threads of each worker, and the lines of one worker's stream come in their order. Workers
     * that are threads print where this process prints.
     *
     * @param standardOutput is given what they print to {@code System.out}: at most 100 lines a second of each worker, and
     *     how many were left out
     * @param standardError is given what they write to their standard error
     */
    public Pool(Consumer<String> standardOutput, Consumer<String> standardError) {
        this(standardOutput, standardError, StartCache.flags());
    }

    /** A pool whose processes are started with further flags. */
    Pool(Consumer<String> standardOutput, Consumer<String> standardError, List<String> startFlags) {
        this.standardOutput = standardOutput;
        this.standardError = standardError;
        this.startFlags = startFlags;
    }

    /** Makes sure that there are so many processes. */
    Crew processes(int count) {
        // one that takes a dead one's place has not rehearsed
        rehearsed = (int)
                processes.stream().limit(rehearsed).takeWhile(Worker::isAlive).count();
        double startUp = fill(processes, count, this::startProcess);
        return new Crew(List.copyOf(processes.subList(0, count)), startUp, rehearsed < count);
    }

    /** Remembers that so many processes have compiled what each message runs. */
    void rehearsed(int count) {
        rehearsed = Math.max(rehearsed, count);
    }

    /**
     * Says something where workers' standard error goes.
     *
     * @param line the text
     */
    public void say(String line) {
        standardError.accept(line);
    }

    /** Starts so many threads, which {@link #endThreads} ends. */
    Crew threads(int count) {
        double startUp = fill(threads, count, number -> new ThreadWorker(number, standardError));
        boolean first = !threadsKnown;
        threadsKnown = true;
        return new Crew(List.copyOf(threads), startUp, first);
    }

    /** Starts those that are missing or have died; says how many seconds it took. */
    private double fill(List<Worker> workers, int count, IntFunction<Worker> start) {
        long from = System.nanoTime();
        List<Worker> started = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            if (number == workers.size()) {
                workers.add(start.apply(number));
            } else if (workers.get(number).isAlive()) {
                continue;
            } else {
                workers.get(number).close();
                workers.set(number, start.apply(number));
            }
            started.add(workers.get(number));
        }
        for (var worker : started) {
            bracketNs = Math.max(bracketNs, compareClocks(worker));
        }
        return started.isEmpty() ? 0 : (System.nanoTime() - from) / 1e9;
    }

    /**
     * How many worker processes there are.
     *
     * @return those that were started and have not ended
     */
    public int size() {
        return (int) processes.stream().filter(Worker::isAlive).count();
    }

    /**
     * How well this process's clock and the workers' are known to agree.
     *
     * @return the width of the widest bracket, nanoseconds: a stamp of another process is known to be right to within it
     */
    public long clockBracketNs() {
        return bracketNs;
    }

    private Worker startProcess(int number) {
        var flags = Stream.of(WorkerJvm.FLAGS, Crash.FLAGS, startFlags)
                .flatMap(List::stream)
                .toList();
        var builder = Jvm.command(flags, WorkerMain.class.getName());
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        try {
            return ChildProcess.start(
                    builder, process -> new ProcessWorker(number, process, standardOutput, standardError));
        } catch (IOException e) {
            throw new HandoffException("worker " + number + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Narrows down how far the worker's clock may be from ours: its reading must lie between two of ours. */
    private static long compareClocks(Worker worker) {
        long narrowest = Long.MAX_VALUE;
        for (int i = 0; i < MOST_EXCHANGES && (i < FEWEST_EXCHANGES || narrowest > WIDEST_BRACKET_NS); i++) {
            long before = System.nanoTime();
            worker.order(new Order.ReadClock());
            long there = worker.await(Report.Clock.class, START_LIMIT).nanoTime();
            long after = System.nanoTime();
            if (there < before || there > after) {
                throw new HandoffException("the clock of process " + worker.pid() + " is not this process's: it read "
                        + there + " between " + before + " and " + after);
            }
            narrowest = Math.min(narrowest, after - before);
        }
        if (narrowest > WIDEST_BRACKET_NS) {
            throw new HandoffException("the clocks of two processes could only be compared to within " + narrowest
                    + " ns; at most " + WIDEST_BRACKET_NS + ": the machine is too busy to measure on");
        }
        return narrowest;
    }

    /** Closes what is left of processes that have died since the last run; the next run would do so. */
    public void closeTheDead() {
        processes.stream().filter(worker -> !worker.isAlive()).forEach(Worker::close);
    }

    /** Ends the threads; what one of them may go on with is said on standard error. */
    void endThreads() {
        var all = List.copyOf(threads);
        end(threads);
        all.stream().filter(Worker::isAlive).forEach(lingering::add);
    }

    /** Says on standard error if threads of earlier runs go on: what is measured meanwhile has fewer processors. */
    public void warnOfThreadsThatGoOn() {
        lingering.removeIf(worker -> !worker.isAlive());
        if (!lingering.isEmpty()) {
            say(
                    lingering.size() == 1
                            ? "a worker that is a thread is still busy since an earlier run, and takes a processor from this one; restart"
                                    + " the kernel to end it"
                            : lingering.size()
                                    + " workers that are threads are still busy since an earlier run, and take processors"
                                    + " from this one; restart the kernel to end them");
        }
    }

    /** Lets the processes end by themselves, and waits for it. */
    void retire() {
        for (var worker : processes) {
            if (worker instanceof ProcessWorker process) {
                process.retire();
            }
        }
    }

    @Override
    public void close() {
        endThreads();
        end(processes);
        rehearsed = 0;
    }

    /** All of them at once, then one after the other: the time it may take is that of one. */
    private static void end(List<Worker> workers) {
        workers.forEach(Worker::end);
        workers.forEach(Worker::close);
        workers.clear();
    }
}
