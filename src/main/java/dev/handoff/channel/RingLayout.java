package dev.handoff.channel;

import dev.handoff.memory.Sleeper;
import dev.handoff.memory.Words;
import dev.handoff.spi.Composite;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;

/**
 * Where everything lies in the region of {@link Ring}.
 *
 * <pre>
 *   0  gone     int   1 once the receiver has closed
 * 128  sleeper  {@link Sleeper}   the parent
 * 256  workers, each:
 *        0  written  int   how many bytes the worker has written, modulo 2^32; the parent reads it
 *        8  sender   long  0 before the worker connects, then its ProcessIdentity, −1 once it has closed
 *      128  taken    int   how many bytes the parent has read, modulo 2^32; the worker reads it
 *      136  sleeper  {@link Sleeper}   the worker
 *   then, at a page, the rings: that of worker 0, that of worker 1, ...; byte n lies at n modulo the ring's size
 * </pre>
 *
 * <p>Assumes that one process is worker <i>n</i>, and that one thread writes and one reads. {@code written} and {@code
 * taken} have one writer each. {@code written − taken} is what the ring holds; as the size is a power of two, both may pass 2^32.
 *
 * <p>Memory order: a worker copies bytes in, then writes {@code written} with release and wakes the parent if it sleeps; the
 * parent reads {@code written} with acquire before the bytes. The same holds, the other way round, for {@code taken} and the
 * worker.
 *
 * <p>Death between any two stores: bytes count only once {@code written} says so, and space only once {@code taken} does,
 * each in one store; so the other side sees a prefix of what was sent, never a hole. A worker that dies before it rings
 * costs a nap. One that dies within a message is told by {@code sender}, which is true even if its id is in use again, and
 * which is looked at before the last look at {@code written}. A parent that dies is told by its process, at the next nap.
 *
 * @param workers how many workers
 * @param ringBytes the size of a ring, a power of two of at least a page
 */
record RingLayout(int workers, int ringBytes) implements Composite {
    private static final long serialVersionUID = 1L;

    RingLayout(Iterator<?> parts) {
        this((int) parts.next(), (int) parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(workers, ringBytes);
    }

    static final long GONE = 0;
    static final long PARENT = Words.LINE;

    static final long WRITTEN = 0;
    static final long SENDER = 8;
    static final long TAKEN = Words.LINE;
    static final long SLEEPER = Words.LINE + 8;

    static final long NOT_CONNECTED = 0;
    static final long CLOSED = -1;

    private static final long FIRST_WORKER = 2 * Words.LINE;
    private static final long WORKER = 2 * Words.LINE;
    private static final long PAGE = 4096;
    private static final int MOST_PIECE = 256 * 1024;

    long worker(int worker) {
        return FIRST_WORKER + WORKER * worker;
    }

    private long firstRing() {
        return (worker(workers) + PAGE - 1) / PAGE * PAGE;
    }

    MemorySegment ring(MemorySegment region, int worker) {
        return region.asSlice(firstRing() + (long) ringBytes * worker, ringBytes);
    }

    /**
     * The most that is copied before the other side is told: so both copy at the same time, and the one that waits is
     * woken for more than a few bytes.
     */
    int piece() {
        return Math.min(ringBytes / 4, MOST_PIECE);
    }

    long total() {
        return firstRing() + (long) ringBytes * workers;
    }
}
