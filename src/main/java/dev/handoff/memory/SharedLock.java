package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/**
 * A lock between processes that bears its owner. Takes one 32-bit word of a {@link Region}:
 *
 * <pre>
 *  31       30 ........ 0
 * +--------+-------------+
 * | sleeps | owner + 1   |   0: free
 * +--------+-------------+
 * </pre>
 *
 * <p>{@code sleeps} says that somebody may be asleep, so that whoever frees the lock must wake one. Assumes that each
 * owner is one thread at a time. Guarantees mutual exclusion, and that what an owner wrote is seen by the next. Not
 * re-entrant, not fair. If an owner dies, the word says who it was; the lock stays taken until the parent, which
 * has confirmed the death, frees it in the dead owner's name. A death between any two stores leaves either the owner's
 * number or a free word: both are taken by a single compare-and-set.
 */
public final class SharedLock {
    private static final int SLEEPS = 1 << 31;
    private static final int SPINS = 100;

    private final MemorySegment segment;
    private final long offset;

    /**
     * A lock in shared memory.
     *
     * @param segment the memory
     * @param offset of the word, bytes, a multiple of 4
     */
    public SharedLock(MemorySegment segment, long offset) {
        this.segment = segment;
        this.offset = offset;
    }

    /**
     * Takes the lock.
     *
     * @param owner who takes it, from 0
     * @param deadline when to give up
     * @return whether it was taken
     */
    public boolean lock(int owner, Deadline deadline) {
        int mine = owner + 1;
        for (int i = 0; i < SPINS; i++) {
            if (Words.INT.compareAndSet(segment, offset, 0, mine)) {
                return true;
            }
            Thread.onSpinWait();
        }
        // From here on we may have slept beside others whom we cannot count: take it with the mark, so that one is
        // woken.
        while (!Words.INT.compareAndSet(segment, offset, 0, mine | SLEEPS)) {
            if (deadline.passed()) {
                return false;
            }
            int seen = (int) Words.INT.getAcquire(segment, offset);
            if (seen != 0 && ((seen & SLEEPS) != 0 || Words.INT.compareAndSet(segment, offset, seen, seen | SLEEPS))) {
                Futex.await(segment, offset, seen | SLEEPS, deadline.longestNapNs());
            }
        }
        return true;
    }

    /**
     * Frees the lock.
     *
     * @param owner who holds it
     * @throws IllegalMonitorStateException if somebody else holds it, or nobody
     */
    public void unlock(int owner) {
        int seen = (int) Words.INT.getAcquire(segment, offset);
        if (ownerOf(seen) != owner) {
            var holder = ownerOf(seen) < 0 ? "nobody" : ownerOf(seen);
            throw new IllegalMonitorStateException("the lock is held by " + holder + ", not by " + owner);
        }
        if ((int) Words.INT.getAndSet(segment, offset, 0) < 0) {
            Futex.wake(segment, offset, 1);
        }
    }

    /**
     * Who holds it.
     *
     * @return the owner, −1 if it is free
     */
    public int owner() {
        return ownerOf((int) Words.INT.getAcquire(segment, offset));
    }

    private static int ownerOf(int word) {
        return (word & ~SLEEPS) - 1;
    }
}
