package dev.handoff.engine;

import dev.handoff.ledger.Arrivals;
import dev.handoff.ledger.Ledger;
import dev.handoff.ledger.Overview;
import dev.handoff.ledger.ProcessMeter;
import dev.handoff.ledger.ThreadStates;
import dev.handoff.ledger.ThreadStates.Target;
import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.Gate;
import dev.handoff.memory.PrivateMemory;
import dev.handoff.memory.Region;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Message;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.Run.Outcome;
import dev.handoff.spi.Run.Setup;
import dev.handoff.spi.Run.Timing;
import dev.handoff.spi.StateSample.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The parts of one run, while it lasts. */
record OneRun(Plan plan, Job job, List<Worker> workers, Inbox inbox, Ledger ledger, Region gate, Deadline deadline) {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);
    private static final Duration FINISH_LIMIT = Duration.ofSeconds(5);
    /** The private memory of a thread. */
    private static final long NONE_OF_ITS_OWN = -1;

    Run measure(double startUp, double rehearsal, Watch watch) {
        int messages = plan.size().messages();
        long connectFrom = System.nanoTime();
        var targets = connect();
        var all = new Survivors(workers, inbox, deadline.renewed(), OnWorkerDeath.FAIL);
        var first = new Drain(
                inbox,
                plan,
                all,
                null,
                Job.fromTheFirst(plan),
                plan.conditions().warmUp());
        LateException.in("in the warm-up, which does not count", () -> {
            first.take(null);
            return null;
        });
        long late = MemoryNeed.takenLate(plan);
        if (late > 0 && plan.conditions().warmUp() > 0) {
            PrivateMemory.touch(late); // no message shall wait for the machine to get it
        }
        double warmUp = (System.nanoTime() - connectFrom) / 1e9;

        var arrivals = ledger == null ? null : new Arrivals(plan.size().workers() * messages);
        var survivors =
                new Survivors(workers, inbox, deadline, plan.conditions().onWorkerDeath());
        var drain = new Drain(inbox, plan, survivors, ledger, job.from(), messages);
        var before = ProcessMeter.ofProcess();
        var states = ThreadStates.start(targets);
        long from = System.nanoTime();
        try {
            double seconds;
            ProcessMeter.Reading own;
            try (states;
                    var _ = Ticker.start(looks(watch, from, drain, arrivals, states))) {
                new Gate(gate.segment(), 0).open();
                drain.take(arrivals);
                seconds = (System.nanoTime() - from) / 1e9;
                own = ProcessMeter.ofProcess().since(before);
            }
            var uses = uses(survivors, states, own); // waits until all have finished, and so has the ledger
            var deaths = drain.deaths();
            List<Message> log = arrivals == null ? List.of() : arrivals.join(ledger);
            var timing = new Timing(seconds, startUp, rehearsal + warmUp);
            var outcome = deaths.isEmpty() ? Outcome.COMPLETE : Outcome.RECOVERED;
            long received = drain.received();
            return new Run(setup(drain), timing, outcome, received, received, log, states.samples(), uses, deaths);
        } catch (RuntimeException | Error e) {
            var timing = new Timing((System.nanoTime() - from) / 1e9, startUp, rehearsal + warmUp);
            watch.brokenOff(soFar(timing, drain, arrivals, states, before));
            throw e;
        }
    }

    private Runnable looks(Watch watch, long from, Drain drain, Arrivals arrivals, ThreadStates states) {
        int count = plan.size().workers();
        var look = new Look(
                from, drain, ledger == null ? null : new Overview(ledger, job.from(), arrivals), states, count);
        return () -> watch.look(look.now());
    }

    /** What there is of a run that ends before its time. An interrupt would harm reading it, and waits. */
    private Run soFar(Timing timing, Drain drain, Arrivals arrivals, ThreadStates states, ProcessMeter.Reading before) {
        boolean interrupted = Thread.interrupted();
        try {
            long peak = states.peakPrivateBytes(ProcessUse.PARENT);
            return new Run(
                    setup(drain),
                    timing,
                    interrupted && Worker.failure(workers) == null ? Outcome.INTERRUPTED : Outcome.FAILED,
                    drain.received(),
                    drain.received(),
                    arrivals == null ? List.of() : arrivals.joinFinished(ledger),
                    states.samples(),
                    List.of(ProcessMeter.ofProcess().since(before).use(ProcessUse.PARENT, peak)),
                    List.of());
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
                job.from(),
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

    /** A worker that has sent everything says so at once, unless it was stopped: what is left of the run's time, or a little. */
    private Duration finishLimit() {
        long left = Math.min(deadline.remainingNs(), CONNECT_LIMIT.toNanos());
        return Duration.ofNanos(Math.max(left, FINISH_LIMIT.toNanos()));
    }

    /** What each process used; of one that has died nobody knows. */
    private List<ProcessUse> uses(Survivors survivors, ThreadStates states, ProcessMeter.Reading ownUse) {
        var uses = new ArrayList<ProcessUse>();
        boolean threads = plan.channel().withinProcess();
        var rest = ownUse;
        for (int worker = 0; worker < workers.size(); worker++) {
            var finished = survivors.isDead(worker) ? null : survivors.finished(worker, finishLimit());
            if (finished == null) {
                continue;
            }
            var use = finished.use();
            rest = threads ? rest.without(use) : rest;
            uses.add(use.use(worker, threads ? NONE_OF_ITS_OWN : states.peakPrivateBytes(worker)));
        }
        uses.addFirst(rest.use(ProcessUse.PARENT, states.peakPrivateBytes(ProcessUse.PARENT)));
        return uses;
    }

    private Setup setup(Drain drain) {
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
                plan.arm() == Arm.HEAVY && plan.payload().varies()
                        ? drain.meanBytes()
                        : plan.payload().bytes());
    }
}
