package dev.handoff.channel;

import dev.handoff.memory.Sleeper;
import dev.handoff.memory.Words;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Composite;
import java.util.Iterator;
import java.util.List;

/**
 * Where everything lies in the region of {@link SharedSlots}.
 *
 * <pre>
 *   0  sleeper    {@link Sleeper}   the parent
 * 128  gone       int   1 once the receiver has closed
 * 256  workers, each:
 *        0  sleeper    {@link Sleeper}   the worker
 *      128  states     int[slots]   0 free, 1 lent; set by the worker, freed by the parent
 *        …  entries    {long count, long sequence, long bytes, int slot, int begin}[slots]   a ring, by message
 *   then, at a page, the slots: first all of worker 0, then all of worker 1, ...
 * </pre>
 *
 * <p>A message begins at {@code begin} of its slot: just so far that a payload that was made there need not move.
 *
 * <p>{@code count} says which message an entry is for: 1 for the worker's first. It publishes that message, and lies in the
 * same cache line as the rest of its entry, so the parent, which waits for just this count, has both at once.
 *
 * <p>Memory order: a worker writes slot and entry, then {@code count}; the parent reads {@code count} with acquire, then the
 * rest. After a count, which is written with release, a worker wakes the parent if it sleeps. The parent frees a state with
 * release, and wakes the worker if that sleeps; the worker reads it with acquire.
 *
 * <p>Assumes that one process is worker <i>n</i>, once, and that one thread is at each end. An entry is not written again
 * before its message was taken, because each message between holds a slot.
 *
 * <p>Death between any two stores: one store publishes a message, whole or not at all. A worker that dies before it leaves
 * a slot lent that is nobody's but its own; one that dies after it, before it rings, costs a nap. A parent that dies
 * frees nothing more; a worker that waits for a slot finds that out after its nap.
 *
 * @param workers how many workers
 * @param capacity how many slots there are over all workers; at least one each
 * @param slotBytes the size of a slot, a multiple of the page
 * @param headroom the bytes of a slot in front of a flat payload; 0 if the codec moves it, and none is made in a slot
 */
record SlotLayout(int workers, int capacity, long slotBytes, long headroom) implements Composite {
    private static final long serialVersionUID = 1L;

    static final long PARENT = 0;
    static final long GONE = Words.LINE;

    static final long COUNT = 0;
    static final long SEQUENCE = 8;
    static final long BYTES = 16;
    static final long SLOT = 24;
    static final long BEGIN = 28;
    static final long ENTRY = 32;

    private static final long FIRST_WORKER = 2 * Words.LINE;
    private static final long STATES = Words.LINE;
    private static final long PAGE = 4096;
    /** What a message without a flat payload may take: the integer 1, whatever the codec. */
    private static final long SMALL = 1024;
    /** How much larger than its data an object may be when a codec has written it; see {@link SharedSlots}. */
    private static final long GROWTH = 3;

    private static final long NAMES = 64 * 1024;

    SlotLayout(Iterator<?> parts) {
        this((int) parts.next(), (int) parts.next(), (long) parts.next(), (long) parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(workers, capacity, slotBytes, headroom);
    }

    static SlotLayout of(Terms terms, long slotBytes) {
        long headroom = terms.codec().headroom();
        long slot = inPages(slotBytes == 0 ? most(terms) : slotBytes);
        if (headroom > 0 && slot < Math.addExact(headroom, terms.payloadBytes())) {
            throw new IllegalArgumentException("slots of " + slotBytes + " bytes; with the "
                    + terms.codec().name() + " codec the payload takes " + (headroom + terms.payloadBytes()));
        }
        return new SlotLayout(
                terms.workers(), new Shares(terms.workers(), terms.capacity()).capacity(), slot, headroom);
    }

    private static long most(Terms terms) {
        if (terms.payloadBytes() < 0) {
            throw new IllegalArgumentException("slots must know how large a message may be, and this payload does not"
                    + " say; give them a size, as in Route.slots(1_000_000), or use the queue");
        }
        long headroom = terms.codec().headroom();
        return headroom > 0
                ? Math.addExact(headroom, Math.max(terms.payloadBytes(), SMALL))
                : Math.addExact(Math.multiplyExact(GROWTH, terms.payloadBytes()), NAMES);
    }

    static long inPages(long bytes) {
        return roundUp(bytes, PAGE);
    }

    /** How many slots a worker has: the capacity, split as evenly as it goes. */
    int slots(int worker) {
        return shares().of(worker);
    }

    private Shares shares() {
        return new Shares(workers, capacity);
    }

    /** The largest share of a worker, which sets the distance between two workers' control words. */
    private int mostSlots() {
        return slots(0);
    }

    private long control(int worker) {
        return FIRST_WORKER + worker * roundUp(entries() + mostSlots() * ENTRY, Words.LINE);
    }

    /** In lines of their own: the parent looks at them again and again, while the worker writes states. */
    private long entries() {
        return roundUp(STATES + 4L * mostSlots(), Words.LINE);
    }

    SlotPlace place(int worker) {
        long control = control(worker);
        long firstSlot = firstSlot() + slotBytes * shares().before(worker);
        return new SlotPlace(slots(worker), slotBytes, control, control + STATES, control + entries(), firstSlot);
    }

    private long firstSlot() {
        return inPages(control(workers));
    }

    long bytes() {
        return Math.addExact(firstSlot(), Math.multiplyExact(slotBytes, (long) capacity));
    }

    private static long roundUp(long bytes, long unit) {
        return Math.addExact(bytes, unit - 1) / unit * unit;
    }
}
