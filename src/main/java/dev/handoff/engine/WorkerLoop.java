package dev.handoff.engine;

import dev.handoff.ledger.Ledger.Stopwatches;
import dev.handoff.ledger.ProcessMeter.Reading;
import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.Gate;
import dev.handoff.memory.Region;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Computation.Task;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Phase;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a worker does in a run: for each message draw inputs, compute, make the payload, send. */
final class WorkerLoop {
    /** What travels in place of the payload when it is not sent. */
    static final Integer ONE = 1;

    private final int worker;
    private final Assignment assignment;
    private final Task task;
    private final Outbox outbox;
    private final Supplier<Reading> meter;
    private final Runnable beginning;
    private long checksum;
    private long sequence;

    private WorkerLoop(
            int worker, Assignment assignment, Task task, Outbox outbox, Supplier<Reading> meter, Runnable beginning) {
        this.worker = worker;
        this.assignment = assignment;
        this.task = task;
        this.outbox = outbox;
        this.meter = meter;
        this.beginning = beginning;
    }

    /**
     * Does the run, and reports on the way.
     *
     * @param worker its number, from 0
     * @param given opens what it shall do; a failure of that is one of the run
     * @param meter says what this worker has used so far
     * @param beginning called before the first message that counts
     */
    static void run(
            int worker,
            Supplier<Assignment> given,
            Supplier<Reading> meter,
            Runnable beginning,
            Consumer<Report> reports) {
        WorkerLoop loop = null;
        try {
            var assignment = given.get();
            Reading before;
            try (var ledger = assignment.ledger() == null
                            ? null
                            : assignment.ledger().open();
                    var task = assignment.computation().open(worker, assignment.seed());
                    var outbox = assignment.connector().connect(worker, e -> reports.accept(Report.Failed.of(-1, e)))) {
                loop = new WorkerLoop(worker, assignment, task, outbox, meter, beginning);
                reports.accept(new Report.Connected(CurrentThread.systemId(), outbox.feederThreadId()));
                var watches = ledger == null ? Stopwatches.NONE : ledger.stopwatches(worker, assignment.underWay());
                before = loop.send(watches);
            }
            reports.accept(new Report.Finished(meter.get().since(before), loop.checksum));
        } catch (Throwable e) {
            reports.accept(Report.Failed.of(loop == null ? -1 : loop.sequence, e));
        }
    }

    /** Warms up, waits at the gate, sends, and says what it had used when the gate opened. */
    private Reading send(Stopwatches watches) {
        send(0, assignment.warmUp(), Stopwatches.NONE);
        if (!assignment.rehearsal()) {
            beginning.run();
        }
        var _ = meter.get(); // the first reading loads what reads; the one that counts shall take microseconds
        try (var region = Region.open(assignment.gate())) {
            // without a limit: it opens when all have warmed up, and a parent that has gone ends its workers
            if (!new Gate(region.segment(), 0).await(Deadline.never())) {
                throw new HandoffException("interrupted while it waited for the others to have warmed up");
            }
        }
        // not before: until the parent has them all, the feeder may still be writing what belongs to the warm-up
        var before = meter.get();
        send(assignment.from().get(worker), assignment.messages(), watches);
        return before;
    }

    private void send(int from, int messages, Stopwatches watches) {
        Payload<?> payload = assignment.payload();
        Arm arm = assignment.arm();
        for (sequence = from; sequence < messages; sequence++) {
            var watch = watches.start(sequence);
            long number = sequence % assignment.numbers();
            task.inputs(number);
            watch.charge(Phase.INPUTS);
            Object answer = task.compute(number);
            checksum = 31 * checksum + System.identityHashCode(answer);
            watch.charge(Phase.COMPUTE);
            try (var draft = outbox.draft(sequence, watch)) {
                Object made = arm == Arm.LIGHT ? ONE : payload.make(worker, sequence, answer, draft.memory());
                watch.charge(Phase.PRODUCE);
                draft.send(arm == Arm.HEAVY ? made : ONE);
            }
        }
    }
}
