package dev.handoff.engine;

import dev.handoff.ledger.Arrivals;
import dev.handoff.ledger.Ledger;
import dev.handoff.spi.Arm;
import dev.handoff.spi.BrokenOffException;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Death;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the parent does in a run: takes message after message, decodes it, and checks that it is the very one that was
 * due from its sender, whole. A message that is missing, doubled, out of order or damaged ends the run; unless its sender
 * has died, and the run goes on without it.
 */
final class Drain {
    private static final int TOLD = 3;

    private final Inbox inbox;
    private final Plan plan;
    private final Survivors survivors;
    private final Ledger ledger;
    private final int messages;
    private final List<Integer> from;
    private final long[] due;
    private final long total;
    private final AtomicLong received = new AtomicLong();
    /** How many messages are still to come from workers that live. */
    private long owed;
    /** What the codec wrote of those that were received; less than nothing where none did. */
    private long bytes;

    /**
     * Takes the messages of each worker.
     *
     * @param ledger what the workers note; null where they note nothing, and in messages that do not count
     * @param from the first of each
     * @param messages behind the last of each
     */
    Drain(Inbox inbox, Plan plan, Survivors survivors, Ledger ledger, List<Integer> from, int messages) {
        this.inbox = inbox;
        this.plan = plan;
        this.survivors = survivors;
        this.ledger = ledger;
        this.messages = messages;
        this.from = from;
        this.due = from.stream().mapToLong(Integer::longValue).toArray();
        this.total = from.stream().mapToLong(first -> messages - first).sum();
        this.owed = total;
    }

    /** Takes all messages: of those that live, and what there is of those that have died. */
    void take(Arrivals arrivals) {
        boolean more = true;
        while (more) {
            long asked = System.nanoTime();
            if (owed > 0 && survivors.isOver()) {
                throw late();
            }
            if (owed > 0 && survivors.isLate(asked)) {
                survivors.bury(); // they are not why
                throw late(); // messages may come, and the time be gone all the same
            }
            var message = owed > 0 ? next() : null;
            if (message == null && !survivors.dead().isEmpty()) {
                message = inbox.next(Deadline.NOW); // what the dead sent whole is there
            }
            more = message != null;
            if (more) {
                takeOne(message, asked, arrivals);
            }
        }
    }

    /** How many were received and verified so far. For any thread, which then sees as many arrivals. */
    long received() {
        return received.getAcquire();
    }

    /** The mean size of those that were received, encoded; −1 if there is none, or none was encoded. */
    long meanBytes() {
        long count = received();
        return count == 0 || bytes < 0 ? -1 : Math.round((double) bytes / count);
    }

    /** The next message; null if no more is owed. */
    private Received next() {
        while (owed > 0) {
            try {
                var message = inbox.next(survivors.patience());
                if (message != null) {
                    return message;
                }
            } catch (BrokenOffException e) {
                if (!survivors.isEnding(e.worker())) {
                    throw e;
                }
            }
            var buried = survivors.bury();
            if (buried.isEmpty() && survivors.timeIsUp()) {
                throw late();
            }
            buried.forEach(worker -> owed -= messages - due[worker]);
        }
        return null;
    }

    private LateException late() {
        return new LateException(received() + " of " + total + " messages were received within the limit of "
                + plan.conditions().limit().toSeconds() + " s for the whole run" + due()
                + "; set a longer limit, or find out what the workers wait for");
    }

    /** Of some workers, which message has not come, and where it is. */
    private String due() {
        var behind = IntStream.range(0, due.length)
                .filter(worker -> due[worker] < messages && ledger != null && !survivors.isDead(worker))
                .limit(TOLD)
                .mapToObj(worker -> {
                    var phase = ledger.phase(worker, due[worker], plan.channel().phases());
                    return "message " + due[worker] + " of worker " + worker
                            + (phase == null ? " (not begun)" : " (" + phase.label() + ")");
                })
                .collect(Collectors.joining(", "));
        return behind.isEmpty() ? "" : "; due next: " + behind;
    }

    private void takeOne(Received message, long asked, Arrivals arrivals) {
        int worker;
        long sequence;
        long readFrom;
        long decodeFrom = System.nanoTime();
        long consumeFrom;
        try (message) {
            var payload = payload(message);
            consumeFrom = System.nanoTime();
            worker = message.worker();
            sequence = message.sequence();
            // THERE is less than any time, and IN_PLACE more
            readFrom = Math.clamp(message.readFromNs(), asked, decodeFrom);
            bytes += message.bytes();
            check(message, payload);
        }
        if (arrivals != null) {
            arrivals.add(worker, sequence, asked, readFrom, decodeFrom, consumeFrom, System.nanoTime());
        }
        owed -= survivors.isDead(worker) ? 0 : 1;
        received.setRelease(received() + 1);
    }

    private static Object payload(Received message) {
        try {
            return message.payload();
        } catch (CorruptMessageException e) {
            throw new CorruptMessageException(
                    "message " + message.sequence() + " of worker " + message.worker() + ": " + e.getMessage());
        }
    }

    private void check(Received received, Object payload) {
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

    /** Who died, and what was lost with it. A message that arrived is ended in the ledger, if its sender could not. */
    List<Death> deaths() {
        List<Death> deaths = new ArrayList<>();
        survivors.dead().forEach((worker, cause) -> {
            for (long sequence = from.get(worker); sequence < due[worker]; sequence++) {
                ledger.finish(worker, sequence);
            }
            List<Death.Lost> lost = new ArrayList<>();
            for (long sequence = due[worker]; sequence < messages; sequence++) {
                var phase = ledger.phase(worker, sequence, plan.channel().phases());
                if (phase == null) {
                    break;
                }
                lost.add(new Death.Lost(sequence, phase));
            }
            deaths.add(new Death(worker, cause, lost, messages - due[worker] - lost.size()));
        });
        return deaths;
    }
}
