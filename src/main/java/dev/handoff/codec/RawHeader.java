package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

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
 *   8  shape       long[dimensions] the length of each, outermost first
 *   …  the block   in a message: row-major; as long as type and shape say
 * </pre>
 *
 * @param type the type of the elements
 * @param shape the length of each dimension
 * @param boxed whether the value is an {@code Integer}
 */
public record RawHeader(ElementType type, List<Long> shape, boolean boxed) {
    /** The size of the largest header, that of eight dimensions. */
    public static final long MOST_BYTES = 72;

    private static final int MAGIC = 0x46444e48;
    private static final byte VERSION = 1;
    private static final long SHAPE = 8;
    /**
     * What comes before the shape, in one piece: each look at a segment is checked, and a processor that reads in one piece what
     * it has just written in several first waits until they, and all that it wrote before, have left it.
     */
    private static final ValueLayout.OfLong FIRST = ValueLayout.JAVA_LONG_UNALIGNED;

    /** At which bit of it the version begins, and what follows; on all machines that are supported the lowest byte comes first. */
    private static final int VERSION_BIT = 32;

    private static final int TYPE_BIT = 40;
    private static final int DIMENSIONS_BIT = 48;
    private static final int BOXED_BIT = 56;
    /** From the version on, what says that a value is an {@code Integer}. */
    private static final long BOXED_INTEGER = kind(ElementType.INT, 0, true);

    private static final ElementType[] TYPES = ElementType.values();

    /** Copies the shape. */
    public RawHeader {
        shape = List.copyOf(shape);
    }

    /**
     * The size of the header.
     *
     * @return bytes
     */
    public long bytes() {
        return SHAPE + 8L * shape.size();
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
     * Writes the header.
     *
     * @param at at least {@link #bytes()}
     */
    public void write(MemorySegment at) {
        at.set(FIRST, 0, MAGIC | (kind(type, shape.size(), boxed) << VERSION_BIT));
        for (int i = 0; i < shape.size(); i++) {
            at.set(ValueLayout.JAVA_LONG, SHAPE + 8L * i, shape.get(i));
        }
    }

    /**
     * Reads a header.
     *
     * @param from begins with it
     * @return the header
     * @throws CorruptMessageException if it is none, or one that cannot be; it says what is there
     */
    public static RawHeader read(MemorySegment from) {
        var header = readUnchecked(from);
        header.checkBlock();
        return header;
    }

    private static long kind(ElementType type, int dimensions, boolean boxed) {
        long kind = ((boxed ? 1L : 0) << BOXED_BIT)
                | ((long) dimensions << DIMENSIONS_BIT)
                | ((long) type.ordinal() << TYPE_BIT);
        return (kind >> VERSION_BIT) | VERSION;
    }

    /**
     * The same, but the shape may be of more than there is, or than there can be: a tensor is checked when it is made. What is
     * wrong is found out only if something is, so that this is small enough to be compiled into where a message is read.
     */
    static RawHeader readUnchecked(MemorySegment from) {
        try {
            long first = from.get(FIRST, 0);
            boolean boxed = first >>> BOXED_BIT != 0;
            if ((int) first != MAGIC
                    || (byte) (first >> VERSION_BIT) != VERSION
                    || (boxed && first >>> VERSION_BIT != BOXED_INTEGER)) {
                throw refused(from);
            }
            int type = (int) (first >>> TYPE_BIT) & 0xff;
            int dimensions = (int) (first >>> DIMENSIONS_BIT) & 0xff;
            return new RawHeader(TYPES[type], shape(from, dimensions), boxed);
        } catch (IndexOutOfBoundsException e) {
            throw refused(from);
        }
    }

    /** @throws CorruptMessageException if no block can have this shape */
    void checkBlock() {
        try {
            blockBytes();
        } catch (IllegalArgumentException e) {
            throw new CorruptMessageException("a raw header that cannot be: " + e.getMessage());
        }
    }

    private static List<Long> shape(MemorySegment from, int dimensions) {
        return switch (dimensions) {
            case 0 -> List.of();
            case 1 -> List.of(length(from, 0));
            default ->
                IntStream.range(0, dimensions).mapToObj(i -> length(from, i)).toList();
        };
    }

    private static Long length(MemorySegment from, int dimension) {
        return from.get(ValueLayout.JAVA_LONG_UNALIGNED, SHAPE + 8L * dimension);
    }

    /** What begins with less than is announced. */
    static CorruptMessageException cutOff(MemorySegment message, long announced) {
        return new CorruptMessageException(
                "the message ends after " + message.byteSize() + " bytes; " + announced + " were announced");
    }

    private static CorruptMessageException refused(MemorySegment from) {
        if (from.byteSize() < SHAPE) {
            return cutOff(from, SHAPE);
        }
        long first = from.get(FIRST, 0);
        int magic = (int) first;
        int version = (byte) (first >> VERSION_BIT);
        int type = (byte) (first >> TYPE_BIT);
        int dimensions = (byte) (first >> DIMENSIONS_BIT);
        int boxed = (byte) (first >> BOXED_BIT);
        long end = SHAPE + 8L * dimensions;
        boolean isOne = magic == MAGIC && version == VERSION && type >= 0 && type < TYPES.length;
        if (isOne && dimensions >= 0 && dimensions <= Tensor.MAX_DIMENSIONS && from.byteSize() < end) {
            return cutOff(from, end);
        }
        return new CorruptMessageException(
                magic == Integer.reverseBytes(MAGIC)
                        ? "the block is in the byte order of another machine; this one is " + ByteOrder.nativeOrder()
                        : "no raw header: magic %08x, version %d, type %d, %d dimensions, boxed %d"
                                .formatted(magic, version, type, dimensions, boxed));
    }
}
