package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A view of shared memory that ends: after {@link #close} every access through {@link #view} throws {@code
 * IllegalStateException}. Confined to the thread that made it, which is what makes it cheap (a confined arena takes
 * nanoseconds to close, a shared one must first ask all threads of the process).
 */
@SuppressWarnings("restricted")
public final class Loan implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment view;

    /**
     * Lends a part of memory to the calling thread.
     *
     * @param part the part; it must outlive the loan
     */
    public Loan(MemorySegment part) {
        this(part, 0, part.byteSize());
    }

    /**
     * Lends a part of memory to the calling thread.
     *
     * @param memory it must outlive the loan
     * @param from where the part begins, bytes
     * @param bytes its size
     */
    public Loan(MemorySegment memory, long from, long bytes) {
        this.view = memory.asSlice(from, bytes).reinterpret(arena, null);
    }

    /**
     * The memory, while the loan lasts.
     *
     * @return the same bytes as the part that was lent
     */
    public MemorySegment view() {
        return view;
    }

    @Override
    public void close() {
        arena.close();
    }
}
