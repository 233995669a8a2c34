package dev.handoff.engine;

import dev.handoff.ledger.Arrivals;
import dev.handoff.ledger.Ledger;
import dev.handoff.ledger.Overview;
import dev.handoff.ledger.ProcessMeter;
import dev.handoff.ledger.ThreadStates;
import dev.handoff.ledger.ThreadStates.Target;
import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.Gate;
import dev.handoff.memory.Region;
import dev.handoff.shipping.Packed;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Message;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.Run.Outcome;
import dev.handoff.spi.Run.Setup;
import dev.handoff.spi.Run.Timing;
import dev.handoff.spi.StateSample.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs a plan on the workers of a pool, processes or threads as its channel wants it: opens the channel, lets every
 * worker connect and warm up, opens the gate for all at once, drains every message, and collects what was recorded. One
 * thread at a time.
 */
public final class Engine {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);
    private static final int GATE_BYTES = 64;
    /** The private memory of a thread. */
    private static final long NONE_OF_ITS_OWN = -1;
    /** After some ten messages the times of a worker's light messages were steady; twice that, to be safe. */
    private static final int REHEARSAL_MESSAGES = 20;

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
     * @return what was measured; every message was received and verified
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
        new Preflight(plan.size(), size -> MemoryNeed.of(plan.sized(size), pool.size()), MemoryNeed.usable())
                .check(false);
        var job = Job.of(plan, rehearsal); // before a worker starts: it may refuse
        List<Worker> workers = List.of();
        boolean whole = false;
        try {
            int count = plan.size().workers();
            var crew = plan.channel().withinProcess() ? pool.threads(count) : pool.processes(count);
            workers = crew.workers();
            boolean rehearse = crew.untrained() && plan.conditions().warmUp() > 0;
            double rehearsed = rehearse
                    ? run(job.ofRehearsal(), workers, 0, 0, now -> {}).timing().seconds()
                    : 0;
            if (rehearse && !plan.channel().withinProcess()) {
                pool.rehearsed(count);
            }
            var run = run(job, workers, crew.startUpSeconds(), rehearsed, watch);
            whole = true;
            return run;
        } catch (RuntimeException e) {
            throw explain(e, workers);
        } finally {
            pool.endThreads();
            if (!whole) {
                pool.close(); // whatever it was: nobody knows how far the workers are
            }
        }
    }

    /**
     * A plan, and what its workers need for it.
     *
     * @param plan the run
     * @param code what must be in a worker; null where workers are threads, which have it
     * @param numbers how many message numbers the computation knows
     * @param rehearsal whether its messages do not count
     */
    private record Job(Plan plan, Packed code, int numbers, boolean rehearsal) {
        static Job of(Plan plan, boolean rehearsal) {
            return new Job(
                    plan,
                    plan.channel().withinProcess() ? null : plan.code(),
                    plan.size().messages(),
                    rehearsal);
        }

        /**
         * What new workers do first, unless the plan wants them cold: enough light messages for the JVM to have compiled what
         * each message runs.
         */
        Job ofRehearsal() {
            int workers = plan.size().workers();
            var rehearsed = new Plan(
                    plan.computation(),
                    plan.payload(),
                    Arm.LIGHT,
                    plan.channel(),
                    plan.codec(),
                    new Plan.Size(workers, REHEARSAL_MESSAGES, workers),
                    new Plan.Conditions(
                            plan.conditions().seed(),
                            0,
                            false,
                            plan.conditions().limit()),
                    0);
            return new Job(rehearsed, code, numbers, true);
        }
    }

    private Run run(Job job, List<Worker> workers, double startUp, double rehearsal, Watch watch) {
        var plan = job.plan();
        var deadline = Deadline.in(plan.conditions().limit());
        workers.forEach(worker -> worker.onFailure(deadline::cancel));
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
    private static RuntimeException explain(RuntimeException noticed, List<Worker> workers) {
        var failed = failure(workers);
        if (failed != null) {
            failed.addSuppressed(noticed);
            return failed;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new HandoffException("the run was interrupted; its workers were ended", noticed);
        }
        return noticed;
    }

    /** What the first worker that failed says of it; null if none did. */
    private static HandoffException failure(List<Worker> workers) {
        return workers.stream()
                .map(Worker::failed)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Ledger openLedger(Plan plan) {
        return plan.conditions().ledger()
                ? Ledger.create(plan.size().workers(), plan.size().messages())
                : null;
    }

    /** The parts of one run, while it lasts. */
    private record OneRun(
            Plan plan, Job job, List<Worker> workers, Inbox inbox, Ledger ledger, Region gate, Deadline deadline) {

        Run measure(double startUp, double rehearsal, Watch watch) {
            int messages = plan.size().messages();
            long connectFrom = System.nanoTime();
            var targets = connect();
            new Drain(inbox, plan, deadline).take(plan.conditions().warmUp(), null);
            double warmUp = (System.nanoTime() - connectFrom) / 1e9;

            var arrivals = ledger == null ? null : new Arrivals(plan.size().workers() * messages);
            var drain = new Drain(inbox, plan, deadline);
            var before = ProcessMeter.ofProcess();
            var states = ThreadStates.start(targets);
            long from = System.nanoTime();
            try {
                double seconds;
                ProcessMeter.Reading own;
                try (states;
                        var _ = Ticker.start(looks(watch, from, drain, arrivals, states))) {
                    new Gate(gate.segment(), 0).open();
                    drain.take(messages, arrivals);
                    seconds = (System.nanoTime() - from) / 1e9;
                    own = ProcessMeter.ofProcess().since(before);
                }
                var uses = uses(states, own); // waits until every worker has finished, and so has its ledger
                List<Message> log = arrivals == null ? List.of() : arrivals.join(ledger);
                var timing = new Timing(seconds, startUp, rehearsal + warmUp);
                return new Run(setup(), timing, drain.received(), drain.received(), log, states.samples(), uses);
            } catch (RuntimeException | Error e) {
                var timing = new Timing((System.nanoTime() - from) / 1e9, startUp, rehearsal + warmUp);
                watch.brokenOff(soFar(timing, drain, arrivals, states, before));
                throw e;
            }
        }

        private Runnable looks(Watch watch, long from, Drain drain, Arrivals arrivals, ThreadStates states) {
            int count = plan.size().workers();
            var look =
                    new Look(from, drain, ledger == null ? null : new Overview(ledger, count, arrivals), states, count);
            return () -> watch.look(look.now());
        }

        /** What there is of a run that ends before its time. An interrupt would harm reading it, and waits. */
        private Run soFar(
                Timing timing, Drain drain, Arrivals arrivals, ThreadStates states, ProcessMeter.Reading before) {
            boolean interrupted = Thread.interrupted();
            try {
                long peak = states.peakPrivateBytes(ProcessUse.PARENT);
                return new Run(
                        setup(),
                        timing,
                        interrupted && failure(workers) == null ? Outcome.INTERRUPTED : Outcome.FAILED,
                        drain.received(),
                        drain.received(),
                        arrivals == null ? List.of() : arrivals.joinFinished(ledger),
                        states.samples(),
                        List.of(ProcessMeter.ofProcess().since(before).use(ProcessUse.PARENT, peak)));
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private List<Target> connect() {
            int underWay = inbox.capacity() + 2; // those with a permit, one in the feeder's hand, one being made
            var assignment = new Assignment(
                    plan.computation(),
                    plan.payload(),
                    plan.arm(),
                    inbox.connector(),
                    job.rehearsal(),
                    gate.path(),
                    ledger == null ? null : ledger.address(),
                    plan.conditions().warmUp(),
                    plan.size().messages(),
                    job.numbers(),
                    underWay,
                    plan.conditions().seed());
            var parcel = job.code() == null ? null : new Parcel(job.code(), assignment);
            for (int worker = 0; worker < workers.size(); worker++) {
                workers.get(worker)
                        .order(parcel == null ? new Order.Work(worker, assignment) : new Order.Unpack(worker, parcel));
            }
            var targets = new ArrayList<Target>();
            for (int number = 0; number < workers.size(); number++) {
                var worker = workers.get(number);
                var connected = worker.await(Report.Connected.class, CONNECT_LIMIT);
                targets.add(new Target(worker.pid(), connected.computing(), number, Role.COMPUTING));
                if (connected.feeding() >= 0) {
                    targets.add(new Target(worker.pid(), connected.feeding(), number, Role.FEEDING));
                }
            }
            long self = ProcessHandle.current().pid();
            targets.add(new Target(self, CurrentThread.systemId(), ProcessUse.PARENT, Role.RECEIVING));
            return targets;
        }

        private List<ProcessUse> uses(ThreadStates states, ProcessMeter.Reading ownUse) {
            var uses = new ArrayList<ProcessUse>();
            boolean threads = plan.channel().withinProcess();
            var rest = ownUse;
            for (int worker = 0; worker < workers.size(); worker++) {
                var use = workers.get(worker)
                        .await(Report.Finished.class, CONNECT_LIMIT)
                        .use();
                rest = threads ? rest.without(use) : rest;
                uses.add(use.use(worker, threads ? NONE_OF_ITS_OWN : states.peakPrivateBytes(worker)));
            }
            uses.addFirst(rest.use(ProcessUse.PARENT, states.peakPrivateBytes(ProcessUse.PARENT)));
            return uses;
        }

        private Setup setup() {
            var size = plan.size();
            return new Setup(
                    "java",
                    plan.channel().name(),
                    plan.codec().name(),
                    plan.arm(),
                    plan.repeat(),
                    false,
                    size.workers(),
                    size.messages(),
                    inbox.capacity(),
                    plan.payload().describe(),
                    plan.payload().bytes());
        }
    }
}
