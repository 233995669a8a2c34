package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** A tensor that is being read: on the heap, so that it belongs to the reader when the message is gone. */
final class Block {
    /** A heap segment is an array; one of longs is aligned for every element type. */
    static final long MAX_BYTES = (Integer.MAX_VALUE - 8L) * Long.BYTES;

    private Block() {}

    /**
     * Takes the memory for a tensor.
     *
     * @param type the ordinal of its element type, as it was read
     * @param dimensions the number of its dimensions, as it was read
     * @param lengths reads the length of the next dimension
     * @param left says how many bytes of the message are left, of which the block must be a part
     * @return the tensor, its block still empty
     * @throws CorruptMessageException if there is no such tensor, or not that much of the message left
     */
    static Tensor announced(int type, int dimensions, LongSupplier lengths, LongSupplier left) {
        if (type < 0 || type >= ElementType.values().length || dimensions < 0 || dimensions > Tensor.MAX_DIMENSIONS) {
            throw new CorruptMessageException("no tensor has type " + type + " and " + dimensions + " dimensions");
        }
        var element = ElementType.values()[type];
        var shape = LongStream.generate(lengths).limit(dimensions).boxed().toList();
        long bytes;
        try {
            bytes = Tensor.bytes(element, shape);
        } catch (IllegalArgumentException e) {
            throw new CorruptMessageException("a tensor that cannot be: " + e.getMessage());
        }
        if (bytes > left.getAsLong()) {
            throw new CorruptMessageException(
                    "a tensor of " + bytes + " bytes in a message of which " + left.getAsLong() + " bytes are left");
        }
        return new Tensor(element, shape, heap(bytes));
    }

    private static MemorySegment heap(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new CorruptMessageException(
                    "a tensor on the heap has at most 16 GiB; this one has " + bytes + " bytes");
        }
        long longs = (bytes + Long.BYTES - 1) / Long.BYTES;
        return MemorySegment.ofArray(new long[(int) longs]).asSlice(0, bytes);
    }

    /**
     * Refuses, where it is sent, what could not be read.
     *
     * @param tensor what is to be encoded
     * @throws IllegalArgumentException if it is too large for a heap
     */
    static void check(Tensor tensor) {
        if (tensor.data().byteSize() > MAX_BYTES) {
            throw new IllegalArgumentException("a tensor on the heap has at most 16 GiB; this one has "
                    + tensor.data().byteSize() + " bytes");
        }
    }
}
