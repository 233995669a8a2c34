package dev.handoff.workload;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Objects;
import java.util.Set;

/**
 * The same objects, each of which is made a second time where it arrives and compared from end to end. Takes the memory
 * and the time of making it, in the parent: a mode of its own, not for runs whose times matter.
 *
 * @param <T> the type of the object
 * @param payload a payload that makes the same object each time it is asked for the same message
 */
public record ReadWhole<T>(Payload<T> payload) implements Payload<T> {
    private static final long serialVersionUID = 1L;

    static final String PREFIX = "read-whole:";

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return PREFIX + payload.describe();
    }

    @Override
    public long bytes() {
        return payload.bytes();
    }

    @Override
    public boolean isFlat() {
        return payload.isFlat();
    }

    @Override
    public Set<Class<?>> types() {
        return payload.types();
    }

    @Override
    public T make(int worker, long sequence, SegmentAllocator at) {
        return payload.make(worker, sequence, at);
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        payload.check(got, worker, sequence); // says best what is wrong
        try (var arena = Arena.ofConfined()) {
            if (!same(payload.make(worker, sequence, arena), got)) {
                throw new CorruptMessageException("message " + sequence + " of worker " + worker
                        + " bears the right stamps, but is not the " + payload.describe() + " that was made");
            }
        }
    }

    private static boolean same(Object made, Object got) {
        if (!(made instanceof Tensor one) || !(got instanceof Tensor other)) {
            return Objects.deepEquals(made, got);
        }
        return one.type() == other.type()
                && one.shape().equals(other.shape())
                && one.data().mismatch(other.data()) == -1;
    }
}
