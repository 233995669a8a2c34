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
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a header, then the block as it lies. Carries a {@link Tensor}, and an {@code Integer} as an INT without
 * dimensions. What it reads is a view of the message. The header:
 *
 * <pre>
 *   0  magic       int     0x48 0x4e 0x44 0x46, "HNDF", in the byte order of the sender
 *   4  version     byte    1
 *   5  type        byte    ElementType.ordinal()
 *   6  dimensions  byte    0 to 8
 *   7  boxed       byte    1 if the value is an Integer and not a Tensor
 *   8  shape       long[8] the length of each dimension, outermost first, then zeros
 *  72  reserved    zeros
 * 128  the block
 * </pre>
 */
public record RawCodec() implements Codec {
    private static final long serialVersionUID = 1L;

    private static final int MAGIC = 0x46444e48;
    private static final byte VERSION = 1;
    private static final long HEADER = 128;

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public long headroom() {
        return HEADER;
    }

    @Override
    public long size(Object value) {
        return HEADER + asTensor(value).data().byteSize();
    }

    @Override
    public void encode(Object value, Sink to) {
        var tensor = asTensor(value);
        var header = MemorySegment.ofArray(new long[(int) (HEADER / Long.BYTES)]);
        header.set(ValueLayout.JAVA_INT, 0, MAGIC);
        header.set(ValueLayout.JAVA_BYTE, 4, VERSION);
        header.set(ValueLayout.JAVA_BYTE, 5, (byte) tensor.type().ordinal());
        header.set(ValueLayout.JAVA_BYTE, 6, (byte) tensor.shape().size());
        header.set(ValueLayout.JAVA_BYTE, 7, (byte) (value instanceof Integer ? 1 : 0));
        for (int i = 0; i < tensor.shape().size(); i++) {
            header.set(ValueLayout.JAVA_LONG, 8 + 8L * i, tensor.shape().get(i));
        }
        to.write(header);
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
        var header = from.take(HEADER);
        int magic = header.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        if (magic == Integer.reverseBytes(MAGIC)) {
            throw new CorruptMessageException(
                    "the block is in the byte order of another machine; this one is " + ByteOrder.nativeOrder());
        }
        int version = header.get(ValueLayout.JAVA_BYTE, 4);
        int type = header.get(ValueLayout.JAVA_BYTE, 5);
        int dimensions = header.get(ValueLayout.JAVA_BYTE, 6);
        int boxed = header.get(ValueLayout.JAVA_BYTE, 7);
        boolean boxable = type == ElementType.INT.ordinal() && dimensions == 0;
        if (magic != MAGIC
                || version != VERSION
                || type < 0
                || type >= ElementType.values().length
                || dimensions < 0
                || dimensions > Tensor.MAX_DIMENSIONS
                || boxed < 0
                || boxed > (boxable ? 1 : 0)) {
            throw new CorruptMessageException("no raw header: magic %08x, version %d, type %d, %d dimensions, boxed %d"
                    .formatted(magic, version, type, dimensions, boxed));
        }
        List<Long> shape = new ArrayList<>(dimensions);
        for (int i = 0; i < dimensions; i++) {
            shape.add(header.get(ValueLayout.JAVA_LONG_UNALIGNED, 8 + 8L * i));
        }
        try {
            var block = from.take(Tensor.bytes(ElementType.values()[type], shape));
            if (from.remaining() > 0) {
                throw new CorruptMessageException(
                        "the message goes on for " + from.remaining() + " bytes after what the raw codec reads");
            }
            return boxed == 1
                    ? (Object) block.get(ValueLayout.JAVA_INT_UNALIGNED, 0)
                    : new Tensor(ElementType.values()[type], shape, block);
        } catch (IllegalArgumentException e) {
            throw new CorruptMessageException("a raw header that cannot be: " + e.getMessage());
        }
    }
}
