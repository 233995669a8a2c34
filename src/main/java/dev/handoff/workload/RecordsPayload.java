package dev.handoff.workload;

import dev.handoff.spi.Payload;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Set;

/**
 * A list of records, row by row. Its bytes are those of the fields (28 each); the objects' headers
 * and references come on top.
 *
 * @param count how many
 */
public record RecordsPayload(long count) implements Payload<List<Measurement>> {
    private static final long serialVersionUID = 1L;

    /** Checks the number. */
    public RecordsPayload {
        Lengths.checked("records", count);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return "records:" + count;
    }

    @Override
    public long bytes() {
        return count * Measurement.BYTES;
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(Measurement.class);
    }

    @Override
    public List<Measurement> make(int worker, long sequence, SegmentAllocator at) {
        return Measurement.list((int) count, worker, sequence);
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!(got instanceof List<?> list) || list.size() != count) {
            throw Stamps.another(this, got, worker, sequence);
        }
        var places = Stamps.places(count, 1);
        for (int i = 0; i < places.length; i++) {
            if (!(list.get((int) places[i]) instanceof Measurement there)) {
                throw Stamps.unlike(i, "no record", worker, sequence);
            }
            Stamps.check(i, there.id(), worker, sequence);
        }
    }
}
