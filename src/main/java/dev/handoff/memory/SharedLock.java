package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/**
 * A lock between processes that bears its owner. Takes one 64-bit word of a {@link Region}:
 *
 * <pre>
 *  63       62 ........ 0
 * +--------+-------------+
 * | sleeps | owner + 1   |   0: free
 * +--------+-------------+
 * </pre>
 *
 * <p>{@code sleeps} says that somebody may be asleep, so that whoever frees the lock must wake one; they sleep on the
 * upper half of the word. Assumes that each owner is one thread at a time; any thread of any process may be one. Guarantees
 * mutual exclusion, and that what an owner wrote is seen by the next: it is freed by an exchange and taken by a
 * compare-and-set, both full fences. Not re-entrant, not fair.
 *
 * <p>Death between any two stores: taking and freeing are one store each, so the word bears the owner's number or is free. If
 * an owner dies, the word says who it was; the lock stays taken until somebody who has confirmed the death frees it in the
 * dead owner's name or {@linkplain #takeOver takes it over}; what it guards may be half written. One who dies after it freed
 * the lock, before it woke a sleeper, or after it was woken, costs a nap.
 */
public final class SharedLock {
    private static final long SLEEPS = 1L << 63;
    private static final int UPPER_HALF = 4; // of a word in little-endian order, which both architectures have
    private static final int SPINS = 100;

    private final MemorySegment segment;
    private final long offset;

    /**
     * A lock in shared memory.
     *
     * @param segment the memory
     * @param offset of the word, bytes, a multiple of 8
     */
    public SharedLock(MemorySegment segment, long offset) {
        this.segment = segment;
        this.offset = offset;
    }

    /**
     * Takes the lock.
     *
     * @param owner who takes it, from 0 to 2<sup>63</sup> − 2
     * @param deadline when to give up
     * @return whether it was taken
     */
    public boolean lock(long owner, Deadline deadline) {
        long mine = owner + 1;
        for (int i = 0; i < SPINS; i++) {
            if (Words.LONG.compareAndSet(segment, offset, 0L, mine)) {
                return true;
            }
            Thread.onSpinWait();
        }
        // From here on we may have slept beside others whom we cannot count: take it with the mark, so that one is
        // woken.
        while (!Words.LONG.compareAndSet(segment, offset, 0L, mine | SLEEPS)) {
            if (deadline.passed()) {
                Futex.wake(segment, offset + UPPER_HALF, 1); // we may have been woken for nothing in another's place
                return false;
            }
            long seen = (long) Words.LONG.getAcquire(segment, offset);
            if (seen != 0 && (seen < 0 || Words.LONG.compareAndSet(segment, offset, seen, seen | SLEEPS))) {
                int upperHalf = (int) ((seen | SLEEPS) >>> Integer.SIZE);
                Futex.await(segment, offset + UPPER_HALF, upperHalf, deadline.longestNapNs());
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
    public void unlock(long owner) {
        long seen = (long) Words.LONG.getAcquire(segment, offset);
        if (ownerOf(seen) != owner) {
            var holder = ownerOf(seen) < 0 ? "nobody" : ownerOf(seen);
            throw new IllegalMonitorStateException("the lock is held by " + holder + ", not by " + owner);
        }
        if ((long) Words.LONG.getAndSet(segment, offset, 0L) < 0) {
            Futex.wake(segment, offset + UPPER_HALF, 1);
        }
    }

    /**
     * Takes the lock from an owner that has died holding it. Of several who try, one succeeds.
     *
     * @param dead the owner; the caller has confirmed its death
     * @param owner who takes it
     * @return whether it was taken; false if the dead owner does not hold it, or not any more
     */
    public boolean takeOver(long dead, long owner) {
        long seen = (long) Words.LONG.getAcquire(segment, offset);
        while (ownerOf(seen) == dead) {
            long found = (long) Words.LONG.compareAndExchange(segment, offset, seen, (owner + 1) | (seen & SLEEPS));
            if (found == seen) {
                return true;
            }
            seen = found; // another was quicker, or somebody lay down meanwhile: then the dead still holds it
        }
        return false;
    }

    /**
     * Who holds it.
     *
     * @return the owner, −1 if it is free
     */
    public long owner() {
        return ownerOf((long) Words.LONG.getAcquire(segment, offset));
    }

    private static long ownerOf(long word) {
        return (word & ~SLEEPS) - 1;
    }
}
