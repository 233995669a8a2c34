package dev.handoff.channel;

import dev.handoff.spi.Codec;

/**
 * Where a codec can be tried without a channel: memory that grows and is used again, as the memory of channels is. One
 * thread at a time.
 */
public final class Scratch implements AutoCloseable {
    private final Buffer buffer = new Buffer();

    /** Takes some memory, which {@link #close} gives back. */
    public Scratch() {}

    /**
     * Encodes an object, over the one before.
     *
     * @param codec the codec
     * @param value the object
     * @return how many bytes it became
     * @throws dev.handoff.spi.EncodingException if the codec cannot encode it
     */
    public long encode(Codec codec, Object value) {
        buffer.rewind(0);
        codec.encode(value, buffer);
        return buffer.position();
    }

    /**
     * Decodes what was encoded last.
     *
     * @param codec the codec that encoded it
     * @return the object; it may be a view of this memory, and is then valid until the next {@link #encode}
     */
    public Object decode(Codec codec) {
        return codec.decode(new MemorySource(buffer.memory().asSlice(0, buffer.position())));
    }

    @Override
    public void close() {
        buffer.free();
    }
}
