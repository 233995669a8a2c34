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
 * @param bytes how much each ring holds, a power of two; 0 for as much as suits the messages
 */
public record Ring(int bytes) implements Channel {
    /**
     * The most that the rings hold together unless told otherwise, as long as each has {@link #LEAST_BY_DEFAULT}. Which size is the fastest depends on where the two sides
     * run. Where their cores have a cache in common, 54 MB from one worker took 4.9 ms through 1 MiB, 5.1 through 8 and 6.9
     * through 32 (medians of 20 interleaved rounds, beside other work; two copies by one thread 6.1). Where they had none, on another machine, 31, 13 and 5.6: the worker must take each line
     * from the parent's cache before it writes it again, while in rings larger than the caches it has long left them. So it is
     * one that is never far from the best.
     */
    private static final int TOGETHER = 8 << 20;

    /**
     * The least that a ring holds unless told otherwise: a smaller one is full before the other side runs again, and small
     * messages go faster through one that stays in a cache.
     */
    private static final int LEAST_BY_DEFAULT = 1 << 20;

    /** The least that a ring may hold: a page. */
    public static final int LEAST_BYTES = 4096;

    /** The most that a ring may hold. */
    public static final int MOST_BYTES = 1 << 30;

    /** Checks the size. */
    public Ring {
        if (bytes != 0 && (bytes < LEAST_BYTES || Integer.bitCount(bytes) != 1)) {
            throw new IllegalArgumentException("a ring of " + bytes
                    + " bytes; 0 (as suits the messages) or a power of two from " + LEAST_BYTES + " to " + MOST_BYTES);
        }
    }

    /**
     * The size of each ring: as much as a worker may have under way, unless that is very little or too much.
     *
     * @param terms what the rings must carry; payloads of an unknown size count as large
     * @return bytes
     */
    public int bytesEach(Terms terms) {
        if (bytes != 0) {
            return bytes;
        }
        long share = Math.ceilDiv(terms.capacity(), terms.workers());
        double underWay = terms.payloadBytes() < 0 ? TOGETHER : (double) share * terms.payloadBytes();
        int wanted = (int) Math.min(underWay, (double) TOGETHER / terms.workers());
        return Math.max(Integer.highestOneBit(wanted), LEAST_BY_DEFAULT);
    }

    private RingLayout layout(Terms terms) {
        return new RingLayout(terms.workers(), bytesEach(terms));
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
