package dev.handoff.memory;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * A thread that sleeps until another process has something for it. Memory, all zeros at first, from its offset on:
 *
 * <pre>
 *   0  bell    int  slept on; rung by who wakes
 *   4  asleep  int  1 from when the sleeper lies down until it is woken, or gets up by itself
 * </pre>
 *
 * <p>For one thread that sleeps, and any number that wake it. Whoever finds it asleep says that it is not before asking the
 * system to wake it: else everybody would ask with each message that comes before the sleeper runs, which may take long
 * where both lie on one core. (Without that, messages of 64 bytes fell from 14 to 1 million a second for minutes, two thirds
 * of the sender's time in that call.)
 *
 * <p>Memory order: who lies down reads the bell, writes {@code asleep} (a full fence), and looks once more for what it waits
 * for; who wakes has written that with release, and then reads {@code asleep}. There is no fence between these two, which would
 * make each message wait until its cache lines have come. So at that very moment the two may miss each other: what was
 * written is still on its way out of one processor when the other looks. Who lies down therefore sleeps only {@link
 * #FIRST_NAP_NS} at first, and looks once more. What was written before has been seen by then, and who writes later sees that
 * it is asleep. The bell is read first because whoever takes {@code asleep} back rings then: be it late, for what came
 * before, the bell has changed and the sleeper does not sleep.
 *
 * <p>Death between any two stores: a waker that dies, or is halted, after it has taken {@code asleep} back and before it rings,
 * costs a nap. So would a write that takes longer than the first nap to be seen, or a first nap that something else ended;
 * neither the processors nor the JVM that were tried hold a write back for so long. A sleeper that dies leaves {@code
 * asleep}, which costs one needless wake.
 */
public final class Sleeper {
    /** The memory that it takes. */
    public static final long BYTES = 8;

    /** A write is seen in some hundred nanoseconds, however many are before it; waking for one look takes some microseconds. */
    private static final long FIRST_NAP_NS = 50_000;

    private static final long ASLEEP = 4;

    private final MemorySegment segment;
    private final long bell;
    private final long asleep;

    /**
     * A sleeper in shared memory.
     *
     * @param segment the memory
     * @param offset where it begins, bytes, a multiple of 4; it takes {@link #BYTES}
     */
    public Sleeper(MemorySegment segment, long offset) {
        this.segment = segment;
        this.bell = offset;
        this.asleep = offset + ASLEEP;
    }

    /**
     * Sleeps until it is woken, unless what it waits for is there already. It may also return for no reason.
     *
     * @param there whether it is there
     * @param longestNs how long to sleep at most, nanoseconds
     * @return whether it is there now
     */
    public boolean sleepUnless(BooleanSupplier there, long longestNs) {
        int before = (int) Words.INT.getVolatile(segment, bell);
        Words.INT.setVolatile(segment, asleep, 1);
        if (!there.getAsBoolean()) {
            Futex.await(segment, bell, before, Math.min(longestNs, FIRST_NAP_NS));
        }
        if (!there.getAsBoolean()) {
            Futex.await(segment, bell, before, longestNs - FIRST_NAP_NS); // returns at once if the bell was rung
        }
        Words.INT.setVolatile(segment, asleep, 0);
        return there.getAsBoolean();
    }

    /** Wakes it, if it sleeps. To be called after what it waits for was written, with release. */
    public void wake() {
        if ((int) Words.INT.getVolatile(segment, asleep) == 1) {
            ring();
        }
    }

    /** Apart, so that what each message does is small enough to be compiled into where it is done. */
    private void ring() {
        if (Words.INT.compareAndSet(segment, asleep, 1, 0)) {
            Words.INT.getAndAdd(segment, bell, 1);
            Futex.wake(segment, bell, 1);
        }
    }
}
