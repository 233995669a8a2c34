package dev.handoff.channel;

import dev.handoff.memory.PrivateMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Private native memory for payloads that wait to be encoded. What comes back is lent again, last in, first out, so that
 * it is still in the cache and its pages are there. For any thread.
 */
final class Blocks implements AutoCloseable {
    private static final long ALIGNMENT = 64;
    private static final long LARGE = 1 << 20;

    private final Arena arena = Arena.ofShared();
    private final Deque<MemorySegment> free = new ArrayDeque<>();

    Lease lease() {
        return new Lease();
    }

    private synchronized MemorySegment take(long bytes) {
        var candidates = free.iterator();
        while (candidates.hasNext()) {
            var block = candidates.next();
            if (block.byteSize() >= bytes) {
                candidates.remove();
                return block;
            }
        }
        return bytes < LARGE ? arena.allocate(bytes, ALIGNMENT) : PrivateMemory.allocate(arena, bytes);
    }

    private synchronized void giveBack(MemorySegment block) {
        free.push(block);
    }

    @Override
    public void close() {
        arena.close();
    }

    /** One block, taken when it is first asked for. */
    final class Lease implements SegmentAllocator, AutoCloseable {
        private MemorySegment block;

        @Override
        public MemorySegment allocate(long bytes, long alignment) {
            if (block != null || alignment > ALIGNMENT) {
                throw new IllegalStateException("a draft's memory is for one block, aligned to at most " + ALIGNMENT);
            }
            block = take(bytes);
            return block.asSlice(0, bytes);
        }

        /** The object has been encoded, or will not be sent. */
        @Override
        public void close() {
            if (block != null) {
                giveBack(block);
                block = null;
            }
        }
    }
}
