package dev.handoff.engine;

import dev.handoff.ledger.Arrivals;
import dev.handoff.spi.Arm;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the parent does in a run: takes message after message, decodes it, and checks that it is the very one that was
 * due from its sender, whole. A message that is missing, doubled, out of order or damaged ends the run.
 */
final class Drain {
    private final Inbox inbox;
    private final Plan plan;
    private final Deadline deadline;
    private final AtomicLong received = new AtomicLong();

    Drain(Inbox inbox, Plan plan, Deadline deadline) {
        this.inbox = inbox;
        this.plan = plan;
        this.deadline = deadline;
    }

    /** Takes so many messages of each worker, all of them. */
    void take(int messages, Arrivals arrivals) {
        int workers = plan.size().workers();
        var due = new long[workers];
        long total = (long) workers * messages;
        for (long count = 0; count < total; count++) {
            takeOne(due, count, total, arrivals);
            received.setRelease(count + 1);
        }
    }

    /** How many were received and verified so far. For any thread, which then sees as many arrivals. */
    long received() {
        return received.getAcquire();
    }

    private void takeOne(long[] due, long count, long total, Arrivals arrivals) {
        long asked = System.nanoTime();
        int worker;
        long sequence;
        long readFrom;
        long decodeFrom;
        long consumeFrom;
        try (var received = inbox.next(deadline)) {
            if (received == null) {
                throw new LateException(
                        count + " of " + total + " messages were received, then none came within the limit of "
                                + plan.conditions().limit().toSeconds()
                                + " s for the whole run; set a longer limit, or find out"
                                + " what the workers wait for");
            }
            decodeFrom = System.nanoTime();
            var payload = received.payload();
            consumeFrom = System.nanoTime();
            worker = received.worker();
            sequence = received.sequence();
            readFrom = received.readFromNs();
            check(received, payload, due);
        }
        if (arrivals != null) {
            arrivals.add(worker, sequence, asked, readFrom, decodeFrom, consumeFrom, System.nanoTime());
        }
    }

    private void check(Received received, Object payload, long[] due) {
        int worker = received.worker();
        if (worker < 0 || worker >= due.length) {
            throw new CorruptMessageException("a message came from worker " + worker + "; there are " + due.length);
        }
        long expected = due[worker]++;
        if (received.sequence() != expected) {
            throw new CorruptMessageException("worker " + worker + " sent message " + received.sequence()
                    + " where message " + expected + " was due: one was lost, doubled or overtaken");
        }
        if (plan.arm() == Arm.HEAVY) {
            plan.payload().check(payload, worker, expected);
        } else if (!WorkerLoop.ONE.equals(payload)) {
            throw new CorruptMessageException(
                    "message " + expected + " of worker " + worker + " should be 1, but is " + payload);
        }
    }
}
