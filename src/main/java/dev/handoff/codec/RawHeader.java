package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What stands in front of a block, so that a reader knows its type and shape: in a message of the raw codec, thus in a
 * slot that holds one, and in a shared array. All numbers are in the byte order of the machine that wrote them.
 *
 * <pre>
 *   0  magic       int     0x48 0x4e 0x44 0x46, "HNDF"; reversed if another byte order wrote it
 *   4  version     byte    1
 *   5  type        byte    0 byte, 1 short, 2 int, 3 long, 4 float, 5 double, 6 boolean (ElementType.ordinal())
 *   6  dimensions  byte    0 to 8
 *   7  boxed       byte    1 if the value is an Integer and not a Tensor
 *   8  shape       long[8] the length of each dimension, outermost first, then zeros
 *  72  reserved    zeros in a message; a shared array keeps its lock here
 * 128  the block   row-major; as long as type and shape say
 * </pre>
 *
 * @param type the type of the elements
 * @param shape the length of each dimension
 * @param boxed whether the value is an {@code Integer}
 */
public record RawHeader(ElementType type, List<Long> shape, boolean boxed) {
    /** The size of the header. */
    public static final long BYTES = 128;
    /** Where the bytes begin that the header leaves free. */
    public static final long RESERVED = 72;

    private static final int MAGIC = 0x46444e48;
    private static final byte VERSION = 1;
    private static final long SHAPE = 8;
    /** Read at once, as each look at a segment is checked; the first is the lowest on any machine. */
    private static final ValueLayout.OfInt FOUR_BYTES =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final List<ElementType> TYPES = List.of(ElementType.values());

    /** Copies the shape. */
    public RawHeader {
        shape = List.copyOf(shape);
    }

    /**
     * The size of the block.
     *
     * @return bytes
     */
    public long blockBytes() {
        return Tensor.bytes(type, shape);
    }

    /**
     * Writes the header but for the reserved bytes.
     *
     * @param at at least {@link #BYTES}, all zeros
     */
    public void write(MemorySegment at) {
        at.set(ValueLayout.JAVA_INT, 0, MAGIC);
        at.set(ValueLayout.JAVA_BYTE, 4, VERSION);
        at.set(ValueLayout.JAVA_BYTE, 5, (byte) type.ordinal());
        at.set(ValueLayout.JAVA_BYTE, 6, (byte) shape.size());
        at.set(ValueLayout.JAVA_BYTE, 7, (byte) (boxed ? 1 : 0));
        for (int i = 0; i < shape.size(); i++) {
            at.set(ValueLayout.JAVA_LONG, SHAPE + 8L * i, shape.get(i));
        }
    }

    /**
     * Reads a header.
     *
     * @param from at least {@link #BYTES}
     * @return the header
     * @throws CorruptMessageException if it is none, or one that cannot be; it says what is there
     */
    public static RawHeader read(MemorySegment from) {
        int magic = from.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        int kind = from.get(FOUR_BYTES, 4);
        int version = (byte) kind;
        int type = (byte) (kind >> 8);
        int dimensions = (byte) (kind >> 16);
        int boxed = (byte) (kind >> 24);
        boolean boxable = type == ElementType.INT.ordinal() && dimensions == 0;
        if (magic != MAGIC
                || version != VERSION
                || type < 0
                || type >= TYPES.size()
                || dimensions < 0
                || dimensions > Tensor.MAX_DIMENSIONS
                || boxed < 0
                || boxed > (boxable ? 1 : 0)) {
            throw refused(magic, version, type, dimensions, boxed);
        }
        var header = new RawHeader(TYPES.get(type), shape(from, dimensions), boxed == 1);
        try {
            header.blockBytes();
        } catch (IllegalArgumentException e) {
            throw new CorruptMessageException("a raw header that cannot be: " + e.getMessage());
        }
        return header;
    }

    private static List<Long> shape(MemorySegment from, int dimensions) {
        var shape = new Long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = from.get(ValueLayout.JAVA_LONG_UNALIGNED, SHAPE + 8L * i);
        }
        return List.of(shape);
    }

    /** Apart, so that reading is small enough to be compiled into where it is called. */
    private static CorruptMessageException refused(int magic, int version, int type, int dimensions, int boxed) {
        return new CorruptMessageException(
                magic == Integer.reverseBytes(MAGIC)
                        ? "the block is in the byte order of another machine; this one is " + ByteOrder.nativeOrder()
                        : "no raw header: magic %08x, version %d, type %d, %d dimensions, boxed %d"
                                .formatted(magic, version, type, dimensions, boxed));
    }
}
