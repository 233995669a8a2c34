package dev.handoff.channel;

import dev.handoff.memory.PrivateMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Private native memory for payloads that wait to be encoded. What comes back is lent again, last in, first out, so that
 * it is still in the cache and its pages are there. Of large blocks only a few are kept that nobody uses: when many senders
 * share one queue's space, each has many under way at some time, and what all of them ever had is more than there is.
 * For any thread.
 */
final class Blocks implements AutoCloseable {
    private static final long ALIGNMENT = 64;
    private static final long LARGE = 1 << 20;

    private final int mostIdle;
    private final Arena small = Arena.ofShared();
    private final Set<Block> large = new HashSet<>();
    private final Deque<Block> free = new ArrayDeque<>();

    /** The arena is its own if it is large. */
    private record Block(MemorySegment memory, Arena arena) {}

    /**
     * @param mostIdle how many large blocks that nobody uses are kept
     */
    Blocks(int mostIdle) {
        this.mostIdle = mostIdle;
    }

    Lease lease() {
        return new Lease();
    }

    private synchronized Block take(long bytes) {
        var fitting = free.stream()
                .filter(block -> block.memory().byteSize() >= bytes)
                .findFirst();
        fitting.ifPresent(free::remove);
        return fitting.orElseGet(() -> allocate(bytes));
    }

    private Block allocate(long bytes) {
        if (bytes < LARGE) {
            return new Block(small.allocate(bytes, ALIGNMENT), small);
        }
        var own = Arena.ofShared();
        var block = new Block(PrivateMemory.allocate(own, bytes), own);
        large.add(block);
        return block;
    }

    private synchronized void giveBack(Block block) {
        free.push(block);
        var idle = free.stream().filter(large::contains).toList();
        if (idle.size() > mostIdle) {
            var coldest = idle.getLast();
            free.remove(coldest);
            large.remove(coldest);
            coldest.arena().close();
        }
    }

    @Override
    public void close() {
        large.forEach(block -> block.arena().close());
        small.close();
    }

    /** One block, taken when it is first asked for. */
    final class Lease implements SegmentAllocator, AutoCloseable {
        private Block block;

        @Override
        public MemorySegment allocate(long bytes, long alignment) {
            if (block != null || alignment > ALIGNMENT) {
                throw new IllegalStateException("a draft's memory is for one block, aligned to at most " + ALIGNMENT);
            }
            block = take(bytes);
            return block.memory().asSlice(0, bytes);
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
