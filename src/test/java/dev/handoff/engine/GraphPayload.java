package dev.handoff.engine;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Payload;
import java.io.Serializable;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Set;

/** A list of records: what no codec carries that was not told of the record. */
record GraphPayload(Set<Class<?>> types) implements Payload<List<GraphPayload.Point>> {
    private static final long serialVersionUID = 1L;

    record Point(int worker, long sequence) implements Serializable {}

    @Override
    public String describe() {
        return "points";
    }

    @Override
    public long bytes() {
        return -1;
    }

    @Override
    public List<Point> make(int worker, long sequence, SegmentAllocator at) {
        return List.of(new Point(worker, sequence), new Point(worker, -sequence));
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!make(worker, sequence, null).equals(got)) {
            throw new CorruptMessageException(got + " is not message " + sequence + " of worker " + worker);
        }
    }
}
