package dev.handoff.spi;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

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

    /**
     * Writes a block that is made for it, where the bytes go if they go to memory: so it need not be made elsewhere and copied.
     *
     * @param bytes its size, a few hundred at most
     * @param writing writes it, all of it: what it is given may hold anything
     */
    public void write(int bytes, Consumer<MemorySegment> writing) {
        var block = MemorySegment.ofArray(new long[(bytes + Long.BYTES - 1) / Long.BYTES])
                .asSlice(0, bytes);
        writing.accept(block);
        write(block);
    }

    @Override
    public abstract void write(int b);

    @Override
    public abstract void write(byte[] bytes, int offset, int length);

    /** Does nothing: many codecs close what they write to, and this belongs to the channel. */
    @Override
    public final void close() {}
}
