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
 * @param bytes how much each ring holds; a power of two
 */
public record Ring(int bytes) implements Channel {
    /**
     * How much a ring holds unless told otherwise. 54 MB from one worker took 13.5 ms through 64 KiB, 12.0 through 256
     * KiB, 6.6 through 1 MiB and 6.8 through 4 MiB (a 2-core virtual machine; the median of eight interleaved repeats of 20
     * messages): a small ring is full before the other side runs again, and beyond this size nothing is won.
     */
    public static final int DEFAULT_BYTES = 1 << 20;

    /** The least that a ring may hold: a page. */
    public static final int LEAST_BYTES = 4096;

    /** The most that a ring may hold. */
    public static final int MOST_BYTES = 1 << 30;

    /** Checks the size. */
    public Ring {
        if (bytes < LEAST_BYTES || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException(
                    "a ring of " + bytes + " bytes; a power of two from " + LEAST_BYTES + " to " + MOST_BYTES);
        }
    }

    @Override
    public String name() {
        return bytes == DEFAULT_BYTES ? "ring" : "ring-" + Size.label(bytes);
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec();
    }

    @Override
    public long reserves(Terms terms) {
        return new RingLayout(terms.workers(), bytes).total();
    }

    /** Into the ring and out of it; a stream is gathered before, and read out of the parent's buffer. */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(inPlace ? 2 : 4, 0);
    }

    @Override
    public Inbox open(Terms terms) {
        var layout = new RingLayout(terms.workers(), bytes);
        return StreamInbox.open(new RingLanes(Region.create("ring", layout.total()), layout), terms);
    }
}
