package dev.handoff.memory;

import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one way in which a channel copies bytes in user space, so that they can be counted. What the system copies for a
 * pipe or a file is in {@code /proc/<pid>/io}; what a codec copies inside itself, it declares. For any thread.
 */
public final class Copies {
    /** What each thread has copied, so that none waits for another: an atomic addition takes as long as a small copy. */
    private static final Queue<AtomicLong> THREADS = new ConcurrentLinkedQueue<>();

    private static final ThreadLocal<AtomicLong> BYTES = ThreadLocal.withInitial(() -> {
        var bytes = new AtomicLong();
        THREADS.add(bytes);
        return bytes;
    });

    private Copies() {}

    /**
     * Copies a block.
     *
     * @param from the bytes, all of which are copied
     * @param to where to, at least as large
     */
    public static void copy(MemorySegment from, MemorySegment to) {
        copy(from, 0, to, 0, from.byteSize());
    }

    /**
     * Copies a part of a block.
     *
     * @param from where from
     * @param fromAt where it begins there
     * @param to where to
     * @param toAt where it shall begin there
     * @param bytes how many
     */
    public static void copy(MemorySegment from, long fromAt, MemorySegment to, long toAt, long bytes) {
        MemorySegment.copy(from, fromAt, to, toAt, bytes);
        count(bytes);
    }

    /**
     * Counts what was copied piece by piece.
     *
     * @param bytes how many
     */
    public static void count(long bytes) {
        var copied = BYTES.get();
        copied.setOpaque(copied.getPlain() + bytes);
    }

    /**
     * What this process has copied since it began.
     *
     * @return bytes
     */
    public static long bytes() {
        return THREADS.stream().mapToLong(AtomicLong::get).sum();
    }
}
