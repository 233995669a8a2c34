package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Writes a {@link RawHeader}, then the block as it lies. Carries a {@link Tensor}, and an {@code Integer} as an INT
 * without dimensions. What it reads is a view of the message.
 */
public record RawCodec() implements Codec {
    private static final long serialVersionUID = 1L;

    /** More than any header takes, so that a block in a slot begins at a cache line, and not in the pair of one before. */
    private static final long HEADROOM = 128;

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public long headroom() {
        return HEADROOM;
    }

    @Override
    public long headroom(Object value) {
        return header(value, asTensor(value)).bytes();
    }

    @Override
    public long size(Object value) {
        var tensor = asTensor(value);
        return header(value, tensor).bytes() + tensor.data().byteSize();
    }

    @Override
    public void encode(Object value, Sink to) {
        var tensor = asTensor(value);
        var header = header(value, tensor);
        to.write((int) header.bytes(), header::write);
        to.write(tensor.data());
    }

    private static RawHeader header(Object value, Tensor tensor) {
        return new RawHeader(tensor.type(), tensor.shape(), value instanceof Integer);
    }

    private static Tensor asTensor(Object value) {
        return switch (value) {
            case Tensor tensor -> tensor;
            case Integer number -> new Tensor(ElementType.INT, List.of(), MemorySegment.ofArray(new int[] {number}));
            case null, default ->
                throw new EncodingException(
                        "the raw codec carries a Tensor or an Integer, not a "
                                + (value == null ? null : value.getClass().getName()) + "; use the java codec",
                        null);
        };
    }

    @Override
    public Object decode(Source from) {
        var message = from.take(from.remaining());
        var header = RawHeader.readUnchecked(message);
        var block = message.asSlice(header.bytes());
        Tensor tensor;
        try {
            tensor = new Tensor(header.type(), header.shape(), block);
        } catch (IllegalArgumentException e) {
            throw refused(header, message);
        }
        return header.boxed() ? (Object) block.get(ValueLayout.JAVA_INT_UNALIGNED, 0) : tensor;
    }

    /** What is wrong with a message whose block is not as long as its header says, or cannot be so long. */
    private CorruptMessageException refused(RawHeader header, MemorySegment message) {
        header.checkBlock();
        long announced = header.bytes() + header.blockBytes();
        if (message.byteSize() < announced) {
            return RawHeader.cutOff(message, announced);
        }
        return Coding.more(message.byteSize() - announced, name());
    }
}
