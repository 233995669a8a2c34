package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/**
 * A semaphore between processes that knows who holds each of its permits. Memory, from its offset on:
 *
 * <pre>
 *   0  returns   int   counts the permits given back; sleepers wait for it to change
 *   4  sleepers  int   how many may be asleep
 *   8  permits   int[] each 0 if free, else its holder + 1
 * </pre>
 *
 * <p>Any thread of any process may take and give back. Guarantees that a permit has at most one holder, and that what was
 * written before it was given back is seen by who takes it. Not fair. No wake is lost: a sleeper counts itself, and the
 * system then compares {@code returns}; who gives back adds to {@code returns}, a full fence, and then reads {@code sleepers}.
 *
 * <p>Death between any two stores: a permit is taken by one compare-and-set and freed by one exchange, so it is free or bears
 * the number of its holder, by which it is {@linkplain #giveBackAll found}. A waker that dies costs a nap; a sleeper that dies
 * leaves {@code sleepers} too high, which costs needless wakes and nothing else.
 */
public final class Permits {
    private static final int SLEEPERS = 4;
    private static final int TABLE = 8;

    private final MemorySegment segment;
    private final long offset;
    private final int capacity;
    /** Where to begin to look: a hint, so that threads may see it late. */
    private int next;

    /**
     * A semaphore in shared memory, all of whose permits are free where the memory is zeros.
     *
     * @param segment the memory
     * @param offset where it begins, bytes, a multiple of 4; it takes {@link #bytes}
     * @param capacity how many permits there are, at least 1
     */
    public Permits(MemorySegment segment, long offset, int capacity) {
        this.segment = segment;
        this.offset = offset;
        this.capacity = capacity;
    }

    /**
     * The memory that a semaphore takes.
     *
     * @param capacity how many permits
     * @return bytes
     */
    public static long bytes(int capacity) {
        return TABLE + 4L * capacity;
    }

    /**
     * Takes a permit.
     *
     * @param holder who takes it, from 0
     * @param deadline when to give up
     * @return the number of the permit, −1 if the deadline passed
     */
    public int take(int holder, Deadline deadline) {
        while (true) {
            int seen = (int) Words.INT.getAcquire(segment, offset);
            int permit = tryTake(holder);
            if (permit >= 0 || deadline.passed()) {
                return permit;
            }
            Words.INT.getAndAdd(segment, offset + SLEEPERS, 1);
            try {
                Futex.await(segment, offset, seen, deadline.longestNapNs());
            } finally {
                Words.INT.getAndAdd(segment, offset + SLEEPERS, -1);
            }
        }
    }

    /** Looks on from where it took the last one, as those before it are likely held, and writes only where one looks free. */
    private int tryTake(int holder) {
        int from = next;
        for (int looked = 0; looked < capacity; looked++) {
            int permit = (from + looked) % capacity;
            if ((int) Words.INT.getAcquire(segment, word(permit)) == 0
                    && Words.INT.compareAndSet(segment, word(permit), 0, holder + 1)) {
                next = (permit + 1) % capacity;
                return permit;
            }
        }
        return -1;
    }

    /**
     * Gives a permit back, whoever holds it.
     *
     * @param permit its number
     * @throws IllegalArgumentException if nobody holds it
     */
    public void giveBack(int permit) {
        if (permit < 0 || permit >= capacity || (int) Words.INT.getAndSet(segment, word(permit), 0) == 0) {
            throw new IllegalArgumentException("permit " + permit + " of " + capacity + " is held by nobody");
        }
        Words.INT.getAndAdd(segment, offset, 1);
        if ((int) Words.INT.getVolatile(segment, offset + SLEEPERS) > 0) {
            Futex.wake(segment, offset, 1);
        }
    }

    /**
     * Gives back all permits of a holder that has died: the caller has confirmed the death, and that no message bears them
     * that somebody will still give back.
     *
     * @param holder who held them, from 0
     */
    public void giveBackAll(int holder) {
        for (int permit = 0; permit < capacity; permit++) {
            if ((int) Words.INT.getAcquire(segment, word(permit)) == holder + 1) {
                giveBack(permit);
            }
        }
    }

    /**
     * How many permits are taken right now.
     *
     * @return from 0 to the capacity; only a glance when others take and give back meanwhile
     */
    public int taken() {
        int taken = 0;
        for (int permit = 0; permit < capacity; permit++) {
            taken += (int) Words.INT.getAcquire(segment, word(permit)) == 0 ? 0 : 1;
        }
        return taken;
    }

    private long word(int permit) {
        return offset + TABLE + 4L * permit;
    }
}
