package dev.handoff.channel;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Region;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Inbox;

/**
 * Shared memory with copies: a ring of bytes for each worker, which copies in while the parent copies out. A message may
 * be larger than the ring, as it may be larger than a pipe. The system is asked only to sleep and to wake.
 *
 * @param bytes how much each ring holds, a power of two; 0 for as much as suits the number of workers
 */
public record Ring(int bytes) implements Channel {
    /**
     * What the rings hold together unless told otherwise. How fast a small one is depends on where the system runs the two
     * sides: with a cache in common, 54 MB from one worker took 6.0 ms through 1 MiB, 5.4 through 8, 6.1 through 16 and 7.4
     * through 32; without, 31, 13, 8.6 and 5.6, because the worker must take each line from the parent's cache before it
     * writes it again, while in rings larger than the caches it has long left them. Two copies by one thread took 5.7 (a
     * 2-core virtual machine that was in either state for minutes; the least of twelve interleaved repeats, beside other
     * work).
     */
    private static final int TOGETHER = 32 << 20;

    /** The least that a ring holds unless told otherwise: a smaller one is full before the other side runs again. */
    private static final int LEAST_BY_DEFAULT = 1 << 20;

    /** The least that a ring may hold: a page. */
    public static final int LEAST_BYTES = 4096;

    /** The most that a ring may hold. */
    public static final int MOST_BYTES = 1 << 30;

    /** Checks the size. */
    public Ring {
        if (bytes != 0 && (bytes < LEAST_BYTES || Integer.bitCount(bytes) != 1)) {
            throw new IllegalArgumentException("a ring of " + bytes
                    + " bytes; 0 (as suits the workers) or a power of two from " + LEAST_BYTES + " to " + MOST_BYTES);
        }
    }

    /**
     * The size of each ring.
     *
     * @param workers how many rings there are
     * @return bytes
     */
    public int bytesEach(int workers) {
        return bytes == 0 ? Math.max(Integer.highestOneBit(TOGETHER / workers), LEAST_BY_DEFAULT) : bytes;
    }

    private RingLayout layout(Terms terms) {
        return new RingLayout(terms.workers(), bytesEach(terms.workers()));
    }

    @Override
    public String name() {
        return bytes == 0 ? "ring" : "ring-" + Size.label(bytes);
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec();
    }

    @Override
    public long reserves(Terms terms) {
        return layout(terms).total();
    }

    /** Into the ring and out of it; a stream is gathered before, and read out of the parent's buffer. */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(inPlace ? 2 : 4, 0);
    }

    @Override
    public Inbox open(Terms terms) {
        var layout = layout(terms);
        return StreamInbox.open(new RingLanes(Region.create("ring", layout.total()), layout), terms);
    }
}
