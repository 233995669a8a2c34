package dev.handoff.spi;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/**
 * Where a codec writes: an output stream that also takes a block of memory at once. One thread at a time; no method
 * throws {@code IOException}.
 */
public abstract class Sink extends OutputStream {
    /** For the implementation in a channel. */
    protected Sink() {}

    /**
     * Writes a block. If the block already lies where it would be written (a payload made in its slot), nothing is
     * copied.
     *
     * @param block the bytes to write, all of them
     */
    public abstract void write(MemorySegment block);

    @Override
    public abstract void write(int b);

    @Override
    public abstract void write(byte[] bytes, int offset, int length);

    /** Does nothing: many codecs close what they write to, and this belongs to the channel. */
    @Override
    public final void close() {}
}
