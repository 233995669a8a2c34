package dev.handoff.engine;

import dev.handoff.engine.Plan.Size;
import dev.handoff.memory.AvailableMemory;
import dev.handoff.spi.Arm;
import java.util.function.Supplier;

/**
 * The memory that a run takes, estimated before it starts.
 *
 * @param workersBytes the JVMs of workers that do not run yet, but for workers that are threads; and what all compute with,
 *     the variables of a notebook included
 * @param underWayBytes payloads that are under way: in slots, or in memory until they are encoded; and those that are
 *     being made
 * @param buffersBytes what is encoded, read and decoded besides
 * @param recordsBytes what is recorded of each message: in shared memory by its worker, then in the results
 */
public record MemoryNeed(long workersBytes, long underWayBytes, long buffersBytes, long recordsBytes) {
    /** What results keep of a message: its numbers, twelve of which are objects. */
    private static final long RESULT_BYTES = 320;

    /** As everywhere in tables and texts. */
    private static final long MB = 1_000_000;
    /** A worker's JVM after warm-up, as measured: 60 to 80 MB of private memory. */
    private static final long WORKER = 95 * MB;
    /** A row of the ledger, and what the parent notes when the message comes. */
    private static final long LEDGER_BYTES = 192;
    /** What a worker is sent is there twice while it is opened. */
    private static final int COPIES_OF_SENT = 2;
    /** An interpreter with NumPy. */
    private static final long PYTHON = 50 * MB;

    private static final double USABLE = 0.9;

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
        int missing = plan.channel().withinProcess() ? 0 : Math.max(0, size.workers() - running);
        long reserved = plan.channel().reserves(plan.terms());
        double held = reserved < 0 ? (double) most(size) * payload : reserved;
        // what is not made in its place is made elsewhere, one in each worker; one more is kept where messages wait
        // unencoded
        double making = inPlace ? 0 : reserved < 0 && plan.arm() == Arm.HEAVY ? 2 : 1;
        double underWay = held + making * size.workers() * payload;
        double buffers = inPlace || plan.arm() != Arm.HEAVY ? 0 : buffered(plan, reserved < 0) * payload;
        double records = plan.conditions().ledger() ? size.total() * LEDGER_BYTES : 0;
        double computing = (double) size.workers() * plan.computation().bytes();
        return new MemoryNeed((long) (missing * WORKER + computing), (long) underWay, (long) buffers, (long) records);
    }

    /** The same, with what each worker is sent to compute with. */
    MemoryNeed sending(long bytes, int workers) {
        double sent = (double) COPIES_OF_SENT * bytes * workers;
        return new MemoryNeed((long) (workersBytes + sent), underWayBytes, buffersBytes, recordsBytes);
    }

    private static long most(Size size) {
        return Math.min(Math.max(size.capacity(), size.workers()), size.total());
    }

    /**
     * What of it a run takes only when its messages come: payloads that wait in memory that no channel has reserved. What
     * workers make them in, and buffers, are theirs since the warm-up.
     *
     * @return bytes; 0 if there are none
     */
    static long takenLate(Plan plan) {
        boolean wait = plan.arm() == Arm.HEAVY && plan.channel().reserves(plan.terms()) < 0;
        return wait
                ? (long)
                        ((double) most(plan.size()) * Math.max(0, plan.payload().bytes()))
                : 0;
    }

    /**
     * How many payloads there are in buffers: a codec that streams writes into one that grows by doubling, and the parent
     * reads and decodes one; a block goes from where it lies, unless it waits in a queue.
     */
    private static double buffered(Plan plan, boolean waits) {
        int workers = plan.size().workers();
        return plan.codec().headroom() > 0 ? (waits ? workers : 0) + 2 : 2.0 * workers + 4;
    }

    /**
     * The memory that the same takes in Python, while the workers of this session wait.
     *
     * @param size how large the run is
     * @param payloadBytes the size of a payload that is sent or made
     * @param running how many workers are running already
     * @return the estimate
     */
    public static MemoryNeed ofPython(Size size, long payloadBytes, int running) {
        long processes = size.workers() * PYTHON + Math.max(0, size.workers() - running) * WORKER;
        double places = (double) most(size) + size.workers();
        return new MemoryNeed(
                processes,
                (long) (places * payloadBytes),
                (long) ((size.workers() + 3.0) * payloadBytes),
                size.total() * LEDGER_BYTES);
    }

    /**
     * The same, with what results keep.
     *
     * @param messages of all runs, which are recorded one by one
     * @return the need
     * @throws IllegalArgumentException if the heap of this process cannot hold them; it says what to do
     */
    public MemoryNeed keeping(long messages) {
        double kept = (double) messages * RESULT_BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (kept > USABLE * heap) {
            throw new IllegalArgumentException(
                    ("the records of %d messages take about %.0f MB, and the heap of this process holds %.0f MB; use fewer"
                                    + " messages or repeats, or run without the ledger")
                            .formatted(messages, inMb((long) kept), inMb(heap)));
        }
        return new MemoryNeed(workersBytes, underWayBytes, buffersBytes, recordsBytes + (long) kept);
    }

    /**
     * The sum. More than a {@code long} holds is the most it holds.
     *
     * @return bytes
     */
    public long total() {
        return (long) ((double) workersBytes + underWayBytes + buffersBytes + recordsBytes);
    }

    /**
     * What may be taken right now: nine tenths of what is free. The heap of this process grows meanwhile, and so does what
     * others take; a memory control group does not refuse what is too much, but kills.
     *
     * @return bytes
     */
    public static long usable() {
        return (long) (USABLE * AvailableMemory.bytes());
    }

    /**
     * Refuses what does not fit.
     *
     * @param usable what may be taken, bytes
     * @param remedy says what to do; asked for only then
     * @throws IllegalArgumentException if more is needed than may be taken; it shows the sum
     */
    public void check(long usable, Supplier<String> remedy) {
        if (total() > usable) {
            throw new IllegalArgumentException("this takes about %.0f MB of memory (%s), and %.0f MB may be used; %s"
                    .formatted(inMb(total()), parts(), inMb(usable), remedy.get()));
        }
    }

    private String parts() {
        return "new workers %.0f, payloads under way %.0f, buffers %.0f, records %.0f"
                .formatted(inMb(workersBytes), inMb(underWayBytes), inMb(buffersBytes), inMb(recordsBytes));
    }

    private static double inMb(long bytes) {
        return (double) bytes / MB;
    }
}
