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
    private final Set<Arena> large = new HashSet<>();
    private final Deque<Block> free = new ArrayDeque<>();
    /** How many of the free ones are large. */
    private int idle;

    /** The arena is its own if it is large. */
    private record Block(MemorySegment memory, Arena arena) {
        boolean isLarge() {
            return memory.byteSize() >= LARGE;
        }
    }

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
        var candidates = free.iterator();
        while (candidates.hasNext()) {
            var block = candidates.next();
            if (block.memory().byteSize() >= bytes) {
                candidates.remove();
                idle -= block.isLarge() ? 1 : 0;
                return block;
            }
        }
        if (bytes < LARGE) {
            return new Block(small.allocate(bytes, ALIGNMENT), small);
        }
        var own = Arena.ofShared();
        large.add(own);
        return new Block(PrivateMemory.allocate(own, bytes), own);
    }

    private synchronized void giveBack(Block block) {
        free.push(block);
        idle += block.isLarge() ? 1 : 0;
        if (idle > mostIdle) {
            endTheColdest();
        }
    }

    private void endTheColdest() {
        var candidates = free.descendingIterator();
        while (idle > mostIdle) {
            var block = candidates.next();
            if (block.isLarge()) {
                candidates.remove();
                idle--;
                large.remove(block.arena());
                block.arena().close();
            }
        }
    }

    @Override
    public void close() {
        large.forEach(Arena::close);
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
