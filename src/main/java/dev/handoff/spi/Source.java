package dev.handoff.spi;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;

/**
 * What a codec reads: the bytes of one message, as a stream and as memory. One thread at a time; no method throws
 * {@code IOException}.
 */
public abstract class Source extends InputStream {
    /** For the implementation in a channel. */
    protected Source() {}

    /**
     * The bytes not yet read.
     *
     * @return their number
     */
    public abstract long remaining();

    /**
     * Takes the next bytes as they lie, without a copy. The view is valid until the message is closed.
     *
     * @param bytes how many
     * @return a view of them
     * @throws CorruptMessageException if there are fewer
     */
    public abstract MemorySegment take(long bytes);

    @Override
    public abstract int read();

    @Override
    public abstract int read(byte[] bytes, int offset, int length);

    /** Does nothing: many codecs close what they read from, and this belongs to the channel. */
    @Override
    public final void close() {}
}
