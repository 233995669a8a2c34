package dev.handoff.engine;

import dev.handoff.ledger.Ledger;
import dev.handoff.memory.Region;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Run;
import java.util.List;
import java.util.Objects;

/**
 * Runs a plan on the workers of a pool, processes or threads as its channel wants it: opens the channel, lets every
 * worker connect and warm up, opens the gate for all at once, drains every message, and collects what was recorded. One
 * thread at a time.
 */
public final class Engine {
    private static final int GATE_BYTES = 64;
    /**
     * How many messages each new worker sends first. After some ten the times of light messages were steady; twice that, to
     * be safe. But a function that took long once gains nothing from a JVM that compiles what surrounds it.
     */
    private static final List<Integer> REHEARSALS = List.of(1, 19);

    private static final double LONG_REHEARSAL_SECONDS = 1;

    private final Pool pool;

    /**
     * An engine.
     *
     * @param pool where it takes workers from; the caller closes it
     */
    public Engine(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs a plan.
     *
     * @param plan the run
     * @param watch is told how it goes, and what there is of a run that ends before its time
     * @return what was measured; every message was received and verified, except for those of workers that died in a run
     *     that goes on without them
     * @throws IllegalArgumentException if memory does not allow it; it shows the sum, and says what would fit
     * @throws HandoffException if a worker fails, a message is lost or damaged, the time limit passes, or the calling thread
     *     is interrupted (it stays interrupted). The workers are ended then.
     */
    public Run run(Plan plan, Watch watch) {
        return run(plan, false, watch);
    }

    /**
     * Runs a plan whose messages do not count. What its workers print is shown only if it fails.
     *
     * @param plan the run
     * @throws HandoffException as {@link #run}
     */
    public void tryOut(Plan plan) {
        try {
            run(plan, true, now -> {});
        } catch (LateException e) {
            throw new HandoffException(
                    "the first message did not come within "
                            + plan.conditions().limit().toSeconds()
                            + " s: before an experiment, one is made to see what is sent; look for an endless loop, or"
                            + " for what the function waits for; if a message does take so long, give the experiment a"
                            + " limit(...) of 30 times as long",
                    e);
        }
    }

    private Run run(Plan plan, boolean rehearsal, Watch watch) {
        var job = Job.of(plan, rehearsal); // before a worker starts: it may refuse
        new Preflight(plan.size(), size -> job.need(size, pool.size()), MemoryNeed.usable()).check(false);
        List<Worker> workers = List.of();
        boolean whole = false;
        try {
            var crew = crew(plan);
            workers = crew.workers();
            double rehearsed = rehearse(job, crew);
            var deadline = Deadline.in(plan.conditions().limit());
            var run = run(job, workers, deadline, crew.startUpSeconds(), rehearsed, watch);
            for (int restart = 0; restart < restarts(plan) && Resumed.isNeeded(run); restart++) {
                var resumed = new Resumed(run);
                var watching = resumed.watchedBy(watch);
                try {
                    var again = crew(plan); // in which those that died are started anew
                    workers = again.workers();
                    var rest = job.from(resumed.from());
                    run = resumed.with(run(rest, workers, deadline.renewed(), again.startUpSeconds(), 0, watching));
                } catch (RuntimeException | Error e) {
                    watching.ended();
                    throw e;
                }
            }
            whole = true;
            return run;
        } catch (RuntimeException e) {
            throw explain(e, workers, plan.conditions().onWorkerDeath());
        } finally {
            pool.endThreads();
            if (!whole) {
                pool.close(); // whatever it was: nobody knows how far the workers are
            }
        }
    }

    /** Has new workers compile what each message runs, and says how many seconds it took. */
    private double rehearse(Job job, Pool.Crew crew) {
        var conditions = job.plan().conditions();
        if (!crew.untrained() || conditions.warmUp() == 0) {
            return 0;
        }
        double seconds = 0;
        for (int messages : REHEARSALS) {
            if (seconds < LONG_REHEARSAL_SECONDS) {
                var rehearsal = job.ofRehearsal(messages);
                seconds += LateException.in(
                        "while new workers rehearse, which does not count",
                        () -> run(rehearsal, crew.workers(), Deadline.in(conditions.limit()), 0, 0, now -> {})
                                .timing()
                                .seconds());
            }
        }
        if (!job.plan().channel().withinProcess()) {
            pool.rehearsed(crew.workers().size());
        }
        return seconds;
    }

    private Pool.Crew crew(Plan plan) {
        int count = plan.size().workers();
        return plan.channel().withinProcess() ? pool.threads(count) : pool.processes(count);
    }

    private static int restarts(Plan plan) {
        return plan.conditions().onWorkerDeath() == OnWorkerDeath.RESTART ? OnWorkerDeath.MOST_RESTARTS : 0;
    }

    private Run run(Job job, List<Worker> workers, Deadline deadline, double startUp, double rehearsal, Watch watch) {
        var plan = job.plan();
        try (var gate = Region.create("gate", GATE_BYTES);
                var inbox = plan.channel().open(plan.terms());
                var ledger = openLedger(plan)) {
            var one = new OneRun(plan, job, workers, inbox, ledger, gate, deadline);
            try {
                return one.measure(startUp, rehearsal, watch);
            } catch (RuntimeException | Error e) {
                pool.endThreads(); // while the channel is there: they work in its memory
                throw e;
            }
        } finally {
            workers.forEach(worker -> worker.onFailure(() -> {}));
        }
    }

    /** What a worker says of its end explains more than what the parent noticed of it. */
    private static RuntimeException explain(RuntimeException noticed, List<Worker> workers, OnWorkerDeath policy) {
        var failed = Worker.failure(workers);
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (failed != null && (policy == OnWorkerDeath.FAIL || !interrupted)) {
            if (!Objects.equals(failed.getMessage(), noticed.getMessage())) {
                failed.addSuppressed(noticed);
            }
            return policy == OnWorkerDeath.FAIL ? failed : tooEarly(failed, policy);
        }
        if (interrupted) {
            return new HandoffException("the run was interrupted; its workers were ended", noticed);
        }
        return noticed;
    }

    private static HandoffException tooEarly(HandoffException failed, OnWorkerDeath policy) {
        var told = new HandoffException(
                failed.getMessage() + "; that was before its first measured message, and onWorkerDeath(" + policy
                        + ") holds only from there",
                failed);
        told.setStackTrace(failed.getStackTrace());
        return told;
    }

    private static Ledger openLedger(Plan plan) {
        return plan.conditions().ledger()
                ? Ledger.create(plan.size().workers(), plan.size().messages())
                : null;
    }
}
