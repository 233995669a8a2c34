package dev.handoff.channel;

import dev.handoff.memory.Copies;
import dev.handoff.memory.PrivateMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Private native memory that grows and is used again. One thread at a time. */
final class Buffer extends MemorySink {
    private static final long FIRST = 64 * 1024;

    private final Arena more = Arena.ofShared();
    private Arena arena;

    Buffer() {
        this(Arena.ofShared());
    }

    private Buffer(Arena arena) {
        super(PrivateMemory.allocate(arena, FIRST));
        this.arena = arena;
    }

    @Override
    MemorySegment grow(MemorySegment full, long written, long needed) {
        var next = Arena.ofShared();
        var larger = PrivateMemory.allocate(next, Math.max(needed, 2 * full.byteSize()));
        Copies.copy(full.asSlice(0, written), larger);
        arena.close();
        arena = next; // not before: if there is no memory, there still is what was written
        return larger;
    }

    /** Further memory, which does not grow, and ends with this. */
    MemorySegment beside(long bytes) {
        return more.allocate(bytes, 64);
    }

    void free() {
        more.close();
        arena.close();
    }
}
