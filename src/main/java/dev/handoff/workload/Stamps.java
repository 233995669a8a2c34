package dev.handoff.workload;

import dev.handoff.spi.CorruptMessageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The marks by which a flat payload proves that it is the one that was sent: worker and sequence as one long, {@code
 * worker << 40 | sequence}, in the first, the middle and the last eight bytes. A block of fewer than 24 bytes bears as
 * many as fit. The Python twin writes the same.
 */
final class Stamps {
    private static final int SEQUENCE_BITS = 40;
    private static final String[] PLACES = {"first", "middle", "last"};

    private Stamps() {}

    static void write(MemorySegment block, int worker, long sequence) {
        for (int place = 0; place < count(block); place++) {
            block.set(ValueLayout.JAVA_LONG_UNALIGNED, offset(block, place), stamp(worker, sequence));
        }
    }

    static void check(MemorySegment block, int worker, long sequence) {
        for (int place = 0; place < count(block); place++) {
            long found = block.get(ValueLayout.JAVA_LONG_UNALIGNED, offset(block, place));
            if (found != stamp(worker, sequence)) {
                throw new CorruptMessageException("the %s stamp of message %d of worker %d reads worker %d, message %d"
                        .formatted(
                                PLACES[place],
                                sequence,
                                worker,
                                found >>> SEQUENCE_BITS,
                                found & ((1L << SEQUENCE_BITS) - 1)));
            }
        }
    }

    private static long stamp(int worker, long sequence) {
        return (long) worker << SEQUENCE_BITS | sequence;
    }

    private static int count(MemorySegment block) {
        return (int) Math.min(PLACES.length, block.byteSize() / Long.BYTES);
    }

    private static long offset(MemorySegment block, int place) {
        return switch (place) {
            case 0 -> 0;
            case 1 -> block.byteSize() / 2 / Long.BYTES * Long.BYTES;
            default -> block.byteSize() - Long.BYTES;
        };
    }
}
