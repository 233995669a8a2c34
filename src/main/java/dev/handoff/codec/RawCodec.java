package dev.handoff.codec;

import dev.handoff.spi.Codec;
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
        return RawHeader.BYTES;
    }

    @Override
    public long size(Object value) {
        return RawHeader.BYTES + asTensor(value).data().byteSize();
    }

    @Override
    public void encode(Object value, Sink to) {
        var tensor = asTensor(value);
        var header = new RawHeader(tensor.type(), tensor.shape(), value instanceof Integer);
        to.write((int) RawHeader.BYTES, header::write);
        to.write(tensor.data());
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
        var header = RawHeader.read(from.take(RawHeader.BYTES));
        var block = from.take(header.blockBytes());
        Coding.refuseMore(from.remaining(), name());
        return header.boxed()
                ? (Object) block.get(ValueLayout.JAVA_INT_UNALIGNED, 0)
                : new Tensor(header.type(), header.shape(), block);
    }
}
