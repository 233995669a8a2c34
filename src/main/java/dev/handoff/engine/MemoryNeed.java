package dev.handoff.engine;

import dev.handoff.memory.AvailableMemory;
import dev.handoff.spi.Arm;

/**
 * The memory that a run takes, estimated before it starts.
 *
 * @param workersBytes the workers' JVMs, with the matrices and the code they load; none for workers that are threads
 * @param underWayBytes payloads that are under way: in slots, or in workers' memory until they are encoded
 * @param buffersBytes what is encoded, read and decoded besides
 */
public record MemoryNeed(long workersBytes, long underWayBytes, long buffersBytes) {
    /** A worker's JVM after warm-up, as measured: 60 to 80 MB of private memory. */
    private static final long WORKER = 90L << 20;

    private static final double MIB = 1 << 20;

    /**
     * The memory that a plan takes beside what is taken already.
     *
     * @param plan the run
     * @param running how many workers are running already
     * @return the estimate
     */
    public static MemoryNeed of(Plan plan, int running) {
        var size = plan.size();
        long payload = plan.arm() == Arm.LIGHT ? 0 : Math.max(0, plan.payload().bytes());
        boolean inPlace = plan.channel().inPlace(plan.codec());
        long reserved = plan.channel().reserves(plan.terms());
        int missing = plan.channel().withinProcess() ? 0 : Math.max(0, size.workers() - running);
        long capacity = Math.max(size.capacity(), size.workers());
        long most = Math.min(capacity, (long) size.workers() * size.messages());
        // a payload that is made in place has a place before it is made; else each worker makes one more
        long places = inPlace ? most : most + size.workers();
        long underWay = reserved > 0 ? reserved : times(places, payload);
        // a feeder's buffer may be twice its payload, because it grows by doubling; the parent reads and decodes one
        long buffers = times(inPlace ? 0 : 2L * size.workers() + 4, payload);
        return new MemoryNeed(missing * WORKER, underWay, buffers);
    }

    /** More than a {@code long} holds is the most it holds, not less than nothing: a cast from a double saturates. */
    private static long times(long count, long bytes) {
        return (long) ((double) count * bytes);
    }

    /**
     * The sum.
     *
     * @return bytes
     */
    public long total() {
        return (long) ((double) workersBytes + underWayBytes + buffersBytes);
    }

    /**
     * What there is right now.
     *
     * @return bytes
     */
    public static long available() {
        return AvailableMemory.bytes();
    }

    /**
     * Refuses what does not fit.
     *
     * @param available what there is, bytes
     * @throws IllegalArgumentException if more is needed than there is; it shows the sum
     */
    public void check(long available) {
        if (total() > available) {
            throw new IllegalArgumentException(
                    ("this run takes about %.0f MB of memory (workers %.0f, payloads under way %.0f, buffers %.0f), and %.0f MB"
                                    + " are available; use a smaller capacity, fewer workers or a smaller payload")
                            .formatted(
                                    total() / MIB,
                                    workersBytes / MIB,
                                    underWayBytes / MIB,
                                    buffersBytes / MIB,
                                    available / MIB));
        }
    }
}
