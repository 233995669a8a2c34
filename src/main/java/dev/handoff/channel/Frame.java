package dev.handoff.channel;

import dev.handoff.memory.Permits;
import dev.handoff.spi.CorruptMessageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The header of a message in a stream of bytes:
 *
 * <pre>
 *   0  magic     int   "HNDQ"
 *   4  worker    int   the sender, from 0; written and read together with the magic
 *   8  sequence  long  the number of the message, from 0
 *  16  bytes     long  the length of the body that follows
 *  24  permit    int   the permit of the semaphore that the message holds
 *  28  zeros     int
 *  32  body
 * </pre>
 */
record Frame(int worker, long sequence, long bytes, int permit) {
    static final long HEADER = 32;
    private static final int MAGIC = 0x51444e48;

    /** In pieces of eight bytes, as it is copied; {@link dev.handoff.codec.RawHeader} says why. */
    void write(MemorySegment at) {
        at.set(ValueLayout.JAVA_LONG, 0, MAGIC | ((long) worker << Integer.SIZE));
        at.set(ValueLayout.JAVA_LONG, 8, sequence);
        at.set(ValueLayout.JAVA_LONG, 16, bytes);
        at.set(ValueLayout.JAVA_LONG, 24, Integer.toUnsignedLong(permit));
    }

    static Frame read(MemorySegment from, int workers, int permits) {
        return read(from, 0, workers, permits);
    }

    static Frame read(MemorySegment from, long at, int workers, int permits) {
        long first = from.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
        var frame = new Frame(
                (int) (first >> Integer.SIZE),
                from.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 8),
                from.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 16),
                (int) from.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 24));
        int magic = (int) first;
        boolean possible = frame.worker >= 0
                && frame.worker < workers
                && frame.sequence >= 0
                && frame.bytes >= 0
                && frame.permit >= 0
                && frame.permit < permits;
        if (magic != MAGIC || !possible) {
            throw refused(magic, frame, workers, permits);
        }
        return frame;
    }

    private static CorruptMessageException refused(int magic, Frame frame, int workers, int permits) {
        return new CorruptMessageException("no frame header: magic %08x, %s; there are %d workers and %d permits"
                .formatted(magic, frame, workers, permits));
    }

    /** Gives back the permit that the message holds. */
    void giveBack(Permits permits) {
        try {
            permits.giveBack(permit);
        } catch (IllegalArgumentException e) {
            throw new CorruptMessageException("message " + sequence + " of worker " + worker
                    + " bears a permit that was not taken: " + e.getMessage());
        }
    }
}
