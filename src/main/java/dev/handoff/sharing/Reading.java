package dev.handoff.sharing;

import dev.handoff.memory.ResidentMemory;
import dev.handoff.spi.Computation;
import dev.handoff.spi.Tensor;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads every byte of an object once, and notes what it has read, when it had it and the memory of its process. The
 * object comes with the computation, which is serialized to each worker, or lies in shared memory.
 *
 * @param delivery how the object comes
 * @param notes longs, {@link #NOTES} for each worker
 */
record Reading(Delivery delivery, SharedArray.Address notes) implements Computation {
    private static final long serialVersionUID = 1L;

    static final int NOTES = 4;
    static final int READY_NS = 0;
    static final int CHECKSUM = 1;
    static final int PRIVATE_BYTES = 2;
    static final int SHARED_BYTES = 3;

    /** How a worker gets the object. */
    sealed interface Delivery extends Serializable {
        /** Not at all: what a worker has without it. */
        record Nothing() implements Delivery {}

        record Sent(Tensor object) implements Delivery {}

        record Shared(SharedArray.Address object) implements Delivery {}
    }

    @Override
    public String describe() {
        return "read";
    }

    @Override
    public Task open(int worker, long seed) {
        var shared = delivery instanceof Delivery.Shared(var address) ? address.attach() : null;
        var object = switch (delivery) {
            case Delivery.Nothing() -> MemorySegment.NULL;
            case Delivery.Sent(var tensor) -> tensor.data();
            case Delivery.Shared _ -> shared.segment();
        };
        long readyNs = System.nanoTime();
        return new Task() {
            @Override
            public void inputs(long sequence) {}

            @Override
            public Object compute(long sequence) {
                long checksum = checksum(object);
                var memory = ResidentMemory.read();
                long[] row = {readyNs, checksum, memory.privateBytes(), memory.sharedBytes()};
                try (var array = notes.attach()) {
                    array.write(array.index(worker, 0), row);
                }
                return checksum;
            }

            @Override
            public void close() {
                if (shared != null) {
                    shared.close();
                }
            }
        };
    }

    static long checksum(MemorySegment object) {
        long sum = 0;
        long words = object.byteSize() / Long.BYTES;
        for (long at = 0; at < words * Long.BYTES; at += Long.BYTES) {
            sum = 31 * sum + object.get(ValueLayout.JAVA_LONG, at);
        }
        for (long at = words * Long.BYTES; at < object.byteSize(); at++) {
            sum = 31 * sum + object.get(ValueLayout.JAVA_BYTE, at);
        }
        return sum;
    }
}
