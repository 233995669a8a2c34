package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/**
 * A gate that several processes wait at and that opens once for all of them. Takes one 32-bit word of a {@link Region},
 * 0 while shut.
 *
 * <p>Memory order: what the opener wrote before {@link #open} is seen after {@link #await} returned true. If the opener
 * dies before it opens, those who wait see their deadline.
 */
public final class Gate {
    private static final int OPEN = 1;

    private final MemorySegment segment;
    private final long offset;

    /**
     * A gate in shared memory.
     *
     * @param segment the memory
     * @param offset of the word, bytes, a multiple of 4
     */
    public Gate(MemorySegment segment, long offset) {
        this.segment = segment;
        this.offset = offset;
    }

    /**
     * Waits until it opens.
     *
     * @param deadline when to give up
     * @return whether it is open
     */
    public boolean await(Deadline deadline) {
        while ((int) Words.INT.getAcquire(segment, offset) != OPEN) {
            if (deadline.passed()) {
                return false;
            }
            Futex.await(segment, offset, 0, deadline.longestNapNs());
        }
        return true;
    }

    /** Opens it and wakes all who wait. */
    public void open() {
        Words.INT.setRelease(segment, offset, OPEN);
        Futex.wake(segment, offset, Integer.MAX_VALUE);
    }
}
