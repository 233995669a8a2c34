package dev.handoff.sharing;

import dev.handoff.sharing.Reading.Delivery;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;

/** New worker processes that have read nothing yet, and whose memory before is known. */
final class Readers implements AutoCloseable {
    private static final double NS = 1e9;

    private final int workers;
    private final Crew crew;
    private final SharedArray notes;
    private final long privateBefore;
    private final long sharedBefore;

    Readers(int workers) {
        this.workers = workers;
        this.crew = new Crew(workers);
        this.notes = SharedArray.create(ElementType.LONG, workers, Reading.NOTES);
        try {
            crew.run(new Reading(new Delivery.Nothing(), notes.address()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        this.privateBefore = mean(Reading.PRIVATE_BYTES);
        this.sharedBefore = mean(Reading.SHARED_BYTES);
    }

    /** Gives them the object; the time runs from {@code fromNs} on. */
    Broadcast.Row measure(String how, Tensor object, long fromNs, Delivery delivery) {
        double readSeconds = crew.run(new Reading(delivery, notes.address()));
        long expected = Reading.checksum(object.data());
        long readyNs = fromNs;
        for (int worker = 0; worker < workers; worker++) {
            readyNs = Math.max(readyNs, note(worker, Reading.READY_NS));
            check(worker, note(worker, Reading.CHECKSUM), expected);
        }
        return new Broadcast.Row(
                how,
                (readyNs - fromNs) / NS,
                readSeconds,
                mean(Reading.PRIVATE_BYTES) - privateBefore,
                mean(Reading.SHARED_BYTES) - sharedBefore);
    }

    private static void check(int worker, long read, long expected) {
        if (read != expected) {
            throw new CorruptMessageException("worker %d has read an object with the checksum %016x, not %016x"
                    .formatted(worker, read, expected));
        }
    }

    private long note(int worker, int note) {
        return notes.getLong(notes.index(worker, note));
    }

    private long mean(int note) {
        long sum = 0;
        for (int worker = 0; worker < workers; worker++) {
            sum += note(worker, note);
        }
        return sum / workers;
    }

    @Override
    public void close() {
        try (crew) {
            notes.close();
        }
    }
}
