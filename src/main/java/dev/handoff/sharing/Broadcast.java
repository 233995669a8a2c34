package dev.handoff.sharing;

import dev.handoff.engine.MemoryNeed;
import dev.handoff.memory.PrivateMemory;
import dev.handoff.report.Columns;
import dev.handoff.sharing.Reading.Delivery;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * One large object that all workers only read: sent to each of them, as Python's {@code Process(args=...)} does, or shared
 * once. Immutable.
 *
 * @param object the description of the object
 * @param bytes its size
 * @param workers how many processes read it
 * @param rows one for each way
 */
public record Broadcast(String object, long bytes, int workers, List<Row> rows) implements Displayable {
    private static final long WORKER = 90L << 20;
    private static final double MS = 1e3;
    private static final double MB = 1e6;

    /** Copies the list. */
    public Broadcast {
        rows = List.copyOf(rows);
    }

    /**
     * One way to give the object to all.
     *
     * @param how {@code sent to each} or {@code shared once}
     * @param handOverSeconds until the last worker had it; where it is shared, the copy into shared memory is in it
     * @param readSeconds until all had read every byte of it, once, at the same time
     * @param privateBytes by how much the private memory of a worker grew, the mean over all
     * @param sharedBytes by how much the shared memory grew that a worker sees, the mean over all: it is the same memory in
     *     all of them, and counts once
     */
    public record Row(String how, double handOverSeconds, double readSeconds, long privateBytes, long sharedBytes) {}

    /**
     * Starts worker processes anew for each way, gives them the object, and lets them read it.
     *
     * @param payload makes the object
     * @param workers how many processes, at least 1
     * @return what it took, in time and in memory
     * @throws IllegalArgumentException if memory does not allow it; it shows the sum
     * @throws dev.handoff.spi.CorruptMessageException if a worker has read something else
     * @throws dev.handoff.spi.HandoffException if a worker fails, or the calling thread is interrupted
     */
    public static Broadcast run(Payload<Tensor> payload, int workers) {
        long bytes = payload.bytes();
        // here and shared; in each worker; and while it grows there as it arrives, twice that
        double underWay = (2.0 + workers) * bytes;
        double buffers = 2.0 * workers * bytes;
        new MemoryNeed(workers * WORKER, (long) underWay, (long) buffers, 0)
                .check(MemoryNeed.usable(), () -> "use fewer workers or a smaller payload");
        try (var arena = Arena.ofShared()) {
            var object = payload.make(0, 0, (size, alignment) -> PrivateMemory.allocate(arena, size));
            return new Broadcast(
                    payload.describe(), bytes, workers, List.of(send(object, workers), share(object, workers)));
        }
    }

    private static Row send(Tensor object, int workers) {
        try (var readers = new Readers(workers)) {
            return readers.measure("sent to each", object, System.nanoTime(), new Delivery.Sent(object));
        }
    }

    private static Row share(Tensor object, int workers) {
        try (var readers = new Readers(workers)) {
            long fromNs = System.nanoTime();
            try (var shared = SharedArray.copyOf(object)) {
                return readers.measure("shared once", object, fromNs, new Delivery.Shared(shared.address()));
            }
        }
    }

    /**
     * One row for each way.
     *
     * @return how, workers, object (MB), handing over (ms), reading (ms), private in each (MB), shared by all (MB), in
     *     all (MB)
     */
    public Table table() {
        return new Columns<>(rows)
                .text("how", Row::how)
                .count("workers", row -> workers)
                .number("object (MB)", row -> bytes / MB)
                .number("handing over (ms)", row -> row.handOverSeconds() * MS)
                .number("reading (ms)", row -> row.readSeconds() * MS)
                .number("private in each (MB)", row -> row.privateBytes() / MB)
                .number("shared by all (MB)", row -> row.sharedBytes() / MB)
                .number("in all (MB)", row -> inAll(row) / MB)
                .table("One object that all workers read: the time it takes and the memory it adds");
    }

    private long inAll(Row row) {
        return workers * row.privateBytes() + row.sharedBytes();
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "%s: handed to %d workers in %.1f ms, read in %.1f ms, %.1f MB of memory in all",
                        row.how(),
                        workers,
                        row.handOverSeconds() * MS,
                        row.readSeconds() * MS,
                        inAll(row) / MB))
                .collect(Collectors.joining("\n"));
    }
}
