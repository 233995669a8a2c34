package dev.handoff;

import dev.handoff.engine.Callers;
import dev.handoff.engine.MachineProbe;
import dev.handoff.engine.Pool;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Monitor;
import dev.handoff.workload.OwnPayload;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Worker processes that stay warm from one experiment to the next. A notebook uses the {@linkplain #shared() shared} one,
 * which lasts as long as its kernel; a program opens its own and closes it. For any thread; experiments of one session
 * run one after the other.
 */
public final class Session implements AutoCloseable, Displayable {
    private static final Session SHARED = new Session("Results.partial()", "Sweep.partial()");

    private static final String WHOSE = "a session";
    private static final String EXPERIMENT = "an experiment, such as Experiment.article()";
    private static final String MONITOR = "a monitor, such as Monitor.NONE";

    private final ReentrantLock one = new ReentrantLock();
    private final Pool pool = new Pool();
    private final Kept<Results> results;
    private final Kept<Sweep> sweeps;

    private Session(String partialResults, String partialSweep) {
        results = new Kept<>("experiment", partialResults);
        sweeps = new Kept<>("sweep", partialSweep);
    }

    /**
     * A session of one's own.
     *
     * @return the session; close it to end its workers
     */
    public static Session open() {
        return new Session("", "");
    }

    /**
     * The session that {@link Experiment#run} uses. It ends with this process; closing it before only ends the workers it
     * has, and the next experiment starts others.
     *
     * @return the session
     */
    public static Session shared() {
        return SHARED;
    }

    /**
     * Looks at this machine: what it is, and how fast all of its cores together copy and fill memory. Takes about half a
     * second, in which it uses all cores.
     *
     * @return the machine, as results keep it
     */
    public static Machine machine() {
        return MachineProbe.look(Map.of());
    }

    /**
     * Runs an experiment. Where there is a place to show how it goes (a notebook's cell), it is shown.
     *
     * @param experiment what to run
     * @return the results
     * @throws IllegalArgumentException if memory does not allow it; it shows the sum
     * @throws HandoffException if a worker fails, or the calling thread is interrupted
     */
    public Results run(Experiment experiment) {
        return watched(monitor -> run(experiment, monitor));
    }

    /**
     * Runs an experiment.
     *
     * @param experiment what to run
     * @param monitor is told how it goes
     * @return the results
     * @throws IllegalArgumentException if memory does not allow it; it shows the sum
     * @throws HandoffException if a worker fails, or the calling thread is interrupted
     */
    public Results run(Experiment experiment, Monitor monitor) {
        Given.needed(experiment, WHOSE, EXPERIMENT);
        Given.needed(monitor, WHOSE, MONITOR);
        return alone(() -> {
            pool.warnOfThreadsThatGoOn();
            var guarded = new GuardedMonitor(monitor);
            return results.unlessBrokenOff(() -> new Course(Settling.of(experiment, pool, pool::say), pool, guarded));
        });
    }

    /**
     * Measures what handing over takes as messages grow; see {@link Experiment#sweep(List)}. Where there is a place to show
     * how it goes, it is shown.
     *
     * @param experiment the routes, the seed and the time limit
     * @param sizes in bytes
     * @return the sweep
     * @throws IllegalArgumentException if there is no size, or one is not allowed
     * @throws HandoffException if a worker fails, or the calling thread is interrupted
     */
    public Sweep sweep(Experiment experiment, List<Long> sizes) {
        return watched(monitor -> sweep(experiment, sizes, monitor));
    }

    /**
     * Measures what handing over takes as messages grow; see {@link Experiment#sweep(List)}.
     *
     * @param experiment the routes, the seed and the time limit
     * @param sizes in bytes
     * @param monitor is told how it goes
     * @return the sweep
     * @throws IllegalArgumentException if there is no size, or one is not allowed
     * @throws HandoffException if a worker fails, or the calling thread is interrupted
     */
    public Sweep sweep(Experiment experiment, List<Long> sizes, Monitor monitor) {
        return sweep(experiment, sizes, monitor, SweepCourse.Budget.USUAL);
    }

    Sweep sweep(Experiment experiment, List<Long> sizes, Monitor monitor, SweepCourse.Budget budget) {
        Given.needed(experiment, WHOSE, EXPERIMENT);
        Given.needed(monitor, WHOSE, MONITOR);
        var sorted = SweepSizes.checked(sizes);
        if (experiment.workload().payload() instanceof OwnPayload) {
            throw new IllegalArgumentException(
                    "a sweep sends blocks of bytes of each size, and not the object that this"
                            + " experiment makes; take Experiment.of(Workload.dot(500)).via(...).sweep(...)");
        }
        return alone(() -> {
            pool.warnOfThreadsThatGoOn();
            var guarded = new GuardedMonitor(monitor);
            return sweeps.unlessBrokenOff(() -> new SweepCourse(experiment, sorted, budget, pool, guarded));
        });
    }

    /**
     * What the last experiment of this session that was interrupted or failed had measured: its complete runs, and of the
     * run that was broken off the messages received until then. Waits for an experiment that is under way, and so for one
     * that is being stopped.
     *
     * @return the results so far; a run that was broken off says so in {@link dev.handoff.spi.Run#outcome}
     * @throws HandoffException if there is none, or it ended before anything was measured
     */
    public Results partial() {
        return alone(results::get);
    }

    /** The same of the last sweep: the points that were complete. */
    Sweep partialSweep() {
        return alone(sweeps::get);
    }

    private static <T> T watched(Function<Monitor, T> work) {
        var provider = ServiceLoader.load(Monitor.Provider.class, Session.class.getClassLoader())
                .findFirst();
        try (var monitor =
                new GuardedMonitor(provider.map(Monitor.Provider::open).orElse(Monitor.NONE))) {
            return work.apply(monitor);
        }
    }

    /** Experiments of one session run one after the other. */
    private <T> T alone(Supplier<T> work) {
        try {
            // who is interrupted already need not wait for it, and what is begun says that it was interrupted
            if (!one.tryLock()) {
                one.lockInterruptibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted before the experiment began", e);
        }
        try {
            return work.get();
        } catch (HandoffException | IllegalArgumentException e) {
            throw Callers.alone(e);
        } finally {
            one.unlock();
        }
    }

    /** Ends the workers. */
    @Override
    public void close() {
        one.lock();
        try {
            pool.close();
        } finally {
            one.unlock();
        }
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return (this == SHARED ? "the shared session" : "a session") + ": its workers stay warm until it is closed";
    }
}
