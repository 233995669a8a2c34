package dev.handoff.memory;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one way in which a channel copies bytes in user space, so that they can be counted. What the system copies for a
 * pipe or a file is in {@code /proc/<pid>/io}; what a codec copies inside itself, it declares. For any thread.
 */
public final class Copies {
    private static final LongAdder BYTES = new LongAdder();

    private Copies() {}

    /**
     * Copies a block.
     *
     * @param from the bytes, all of which are copied
     * @param to where to, at least as large
     */
    public static void copy(MemorySegment from, MemorySegment to) {
        MemorySegment.copy(from, 0, to, 0, from.byteSize());
        BYTES.add(from.byteSize());
    }

    /**
     * What this process has copied since it began.
     *
     * @return bytes
     */
    public static long bytes() {
        return BYTES.sum();
    }
}
