package dev.handoff.spi;

import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A flat payload: one block of memory, an element type and a shape. Row-major, in the machine's byte order. Immutable in
 * type and shape; the block is as mutable, as confined and as long-lived as the segment it lies in.
 *
 * <p>Java serialization of a tensor copies the block; what it reads lies on the heap and belongs to the reader.
 *
 * @param type the type of the elements
 * @param shape the length of each dimension, outermost first; empty for a scalar
 * @param data the block, exactly as long as type and shape say
 */
public record Tensor(ElementType type, List<Long> shape, MemorySegment data) implements Serializable {
    /** The most dimensions a tensor may have. */
    public static final int MAX_DIMENSIONS = 8;

    @Serial
    private static final long serialVersionUID = 1L;

    /** Checks that block and shape agree. */
    public Tensor {
        shape = List.copyOf(shape);
        if (data.byteSize() != bytes(type, shape)) {
            throw new IllegalArgumentException("the block has " + data.byteSize() + " bytes; " + type.label() + " "
                    + shape + " takes " + bytes(type, shape));
        }
    }

    /**
     * The size of a block.
     *
     * @param type the type of the elements
     * @param shape the length of each dimension
     * @return bytes
     * @throws IllegalArgumentException if a length is negative, there are too many dimensions, or the size does not fit
     *     a {@code long}
     */
    public static long bytes(ElementType type, List<Long> shape) {
        if (shape.size() > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "shape " + shape + " has " + shape.size() + " dimensions; at most " + MAX_DIMENSIONS);
        }
        long bytes = type.bytes();
        for (int i = 0; i < shape.size(); i++) {
            long length = shape.get(i);
            if (length < 0) {
                throw new IllegalArgumentException("shape " + shape + " has a negative length");
            }
            try {
                bytes = Math.multiplyExact(bytes, length);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("shape " + shape + " takes more than 2^63 bytes", e);
            }
        }
        return bytes;
    }

    @Serial
    private Object writeReplace() {
        return new TensorForm(this);
    }
}
