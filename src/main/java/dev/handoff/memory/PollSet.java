package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Waits for several descriptors at once. Those that one look at the system found ready are named in turn before it is
 * asked again, so that none is forgotten while others are busy, and a call is made for many messages. One thread at
 * a time. Its memory, an array of C's {@code pollfd}:
 *
 * <pre>
 *   0  descriptor  int    −1: the system passes over it
 *   4  events      short  what is asked for: bytes to read
 *   6  seen        short  not 0 if reading will not block: bytes, the end, or an error
 * </pre>
 */
public final class PollSet {
    private static final long ENTRY = 8;
    private static final long EVENTS = 4;
    private static final long SEEN = 6;
    /** POLLERR where we write, POLLHUP where we read. */
    private static final int HUNG_UP = 0x08 | 0x10;

    private final MemorySegment entries;
    private final int size;
    private int turn;
    private int unnamed;

    /**
     * A set that watches nothing yet.
     *
     * @param size how many places it has, at least 1
     */
    public PollSet(int size) {
        this.size = size;
        this.entries = Arena.ofAuto().allocate(ENTRY * size, ENTRY);
        for (int place = 0; place < size; place++) {
            watch(place, -1);
        }
    }

    /** Whether nobody has the other end of a pipe of ours; false if the descriptor is none that is open. */
    static boolean isHungUp(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            var entry = arena.allocate(ENTRY, ENTRY);
            entry.set(ValueLayout.JAVA_INT, 0, descriptor);
            Libc.poll(entry, 1, 0);
            return (entry.get(ValueLayout.JAVA_SHORT, SEEN) & HUNG_UP) != 0;
        }
    }

    /**
     * Watches a descriptor.
     *
     * @param place where, from 0; what was watched there is not watched any more
     * @param descriptor what
     */
    public void watch(int place, Descriptor descriptor) {
        watch(place, descriptor.number());
    }

    /**
     * Watches nothing at a place any more. To be called before the descriptor is closed.
     *
     * @param place where, from 0
     */
    public void forget(int place) {
        watch(place, -1);
    }

    private void watch(int place, int number) {
        takeSeen(place);
        entries.set(ValueLayout.JAVA_INT, ENTRY * place, number);
        entries.set(ValueLayout.JAVA_SHORT, ENTRY * place + EVENTS, Libc.POLLIN);
    }

    /**
     * Waits until one of them can be read without blocking, if only to see that it ended.
     *
     * @param deadline when to give up; the resolution is a millisecond
     * @return its place, the next in turn; −1 if the deadline passed
     */
    public int awaitAny(Deadline deadline) {
        while (true) {
            int place = nextSeen();
            if (place >= 0) {
                return place;
            }
            long ms = Math.max(0, (deadline.longestNapNs() + 999_999) / 1_000_000);
            unnamed = Libc.poll(entries, size, (int) ms);
            if (unnamed < 0 && Libc.errno() != Libc.EINTR) {
                throw Libc.failure("waiting for bytes");
            }
            if (unnamed <= 0 && deadline.passed()) {
                return -1;
            }
        }
    }

    private int nextSeen() {
        for (int i = 0; i < size && unnamed > 0; i++) {
            turn = turn + 1 >= size ? 0 : turn + 1;
            if (takeSeen(turn)) {
                return turn;
            }
        }
        return -1;
    }

    private boolean takeSeen(int place) {
        long seen = ENTRY * place + SEEN;
        if (entries.get(ValueLayout.JAVA_SHORT, seen) == 0) {
            return false;
        }
        entries.set(ValueLayout.JAVA_SHORT, seen, (short) 0);
        unnamed--;
        return true;
    }
}
