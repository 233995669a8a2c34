package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/**
 * A gate that several processes wait at and that opens once for all of them. Takes one 32-bit word of a {@link Region},
 * 0 while shut.
 *
 * <p>Any thread of any process may wait or open; opening twice does no harm. Memory order: what the opener wrote before
 * {@link #open} (a release) is seen after {@link #await} returned true (an acquire).
 *
 * <p>Death between any two stores: there is one. If the opener dies before it, those who wait see their deadline; if it dies
 * after it, before it wakes them, they see it open after a nap. One who dies waiting leaves no trace.
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
