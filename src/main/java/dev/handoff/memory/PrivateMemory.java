package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
}
