package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/**
 * Large blocks of memory of this process alone, in huge pages where the system gives them: a block of 54 MB is then 26
 * pages to touch and not 13,000. NumPy asks for its arrays in the same way.
 */
@SuppressWarnings("restricted")
public final class PrivateMemory {
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int MADV_HUGEPAGE = 14;
    private static final int NO_FILE = -1;
    private static final long FAILED = -1;
    /** Between two looks whether the caller is interrupted. */
    private static final long PIECE = 64L << 20;

    private PrivateMemory() {}

    /**
     * Takes a block.
     *
     * @param arena gives it back when it is closed
     * @param bytes the size, at least 1
     * @return the block, all zeros, beginning at a page; its pages are only there once they are touched
     * @throws dev.handoff.spi.HandoffException if the system refuses
     */
    public static MemorySegment allocate(Arena arena, long bytes) {
        var mapped = Libc.mmap(bytes, READ_WRITE, PRIVATE_ANONYMOUS, NO_FILE);
        if (mapped.address() == FAILED) {
            throw Libc.failure("taking " + bytes + " bytes of memory");
        }
        var block = mapped.reinterpret(bytes, arena, memory -> Libc.munmap(memory.reinterpret(bytes)));
        Libc.madvise(block, MADV_HUGEPAGE); // where it is refused, pages are small
        return block;
    }

    /**
     * Touches as much memory as will be taken anew within the next second or two, and gives it back. A virtual machine gets a
     * page from its host when the page is first touched, and the host takes it back when it has been nobody's for some
     * seconds: 54 MB took 121 ms, and 11 ms when they had just been touched. On any other machine it does no harm.
     *
     * @param bytes how much; there must be as much. Nothing is touched if the calling thread is interrupted, and as a rule less if it
     *     is meanwhile: a caller that waits for the last pieces has its interrupt hidden until then
     */
    public static void touch(long bytes) {
        var caller = Thread.currentThread();
        if (caller.isInterrupted()) {
            return;
        }
        try (var arena = Arena.ofShared()) {
            var memory = allocate(arena, bytes);
            LongStream.range(0, Math.ceilDiv(bytes, PIECE))
                    .parallel()
                    .map(piece -> piece * PIECE)
                    .filter(from -> !caller.isInterrupted())
                    .forEach(from -> Region.populate(memory.asSlice(from, Math.min(PIECE, bytes - from))));
        }
    }
}
