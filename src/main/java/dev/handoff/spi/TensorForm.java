package dev.handoff.spi;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as Java serialization writes it: type, shape, then the block in pieces.
 *
 * <p>The pieces keep both sides inside the processor's cache, and let the reader notice that bytes are missing before it
 * has taken memory for all of them.
 */
final class TensorForm implements Externalizable {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int PIECE = 64 * 1024;

    /** What may be taken on trust: above it, memory grows only as bytes arrive. */
    private static final long TRUSTED = 64L << 20;

    private static final long MAX_BYTES = (Integer.MAX_VALUE - 8L) * Long.BYTES;

    private transient Tensor tensor;

    /** For deserialization, which needs it public. */
    public TensorForm() {}

    TensorForm(Tensor tensor) {
        this.tensor = tensor;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        try {
            checkHeap(tensor.data().byteSize());
        } catch (IllegalArgumentException e) {
            throw (IOException) new InvalidObjectException(e.getMessage()).initCause(e);
        }
        out.writeByte(tensor.type().ordinal());
        out.writeByte(tensor.shape().size());
        for (long length : tensor.shape()) {
            out.writeLong(length);
        }
        var piece = new byte[PIECE];
        long bytes = tensor.data().byteSize();
        for (long at = 0; at < bytes; at += PIECE) {
            int length = (int) Math.min(PIECE, bytes - at);
            MemorySegment.copy(tensor.data(), ValueLayout.JAVA_BYTE, at, piece, 0, length);
            out.write(piece, 0, length);
        }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        int type = in.readByte();
        int dimensions = in.readByte();
        if (type < 0 || type >= ElementType.values().length || dimensions < 0 || dimensions > Tensor.MAX_DIMENSIONS) {
            throw new InvalidObjectException("no tensor has type " + type + " and " + dimensions + " dimensions");
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            shape.add(in.readLong());
        }
        try {
            var element = ElementType.values()[type];
            long bytes = Tensor.bytes(element, shape);
            tensor = new Tensor(element, shape, readBlock(in, bytes));
        } catch (IllegalArgumentException e) {
            throw (IOException) new InvalidObjectException(e.getMessage()).initCause(e);
        }
    }

    private static MemorySegment readBlock(ObjectInput in, long bytes) throws IOException {
        var piece = new byte[PIECE];
        var block = heap(Math.min(bytes, TRUSTED));
        for (long at = 0; at < bytes; at += PIECE) {
            int length = (int) Math.min(PIECE, bytes - at);
            in.readFully(piece, 0, length);
            if (at + length > block.byteSize()) {
                block = heap(Math.min(bytes, 2 * block.byteSize())).copyFrom(block);
            }
            MemorySegment.copy(piece, 0, block, ValueLayout.JAVA_BYTE, at, length);
        }
        return block;
    }

    /** Heap memory that any element type may be read from: an array of longs, because a byte array is not aligned. */
    private static MemorySegment heap(long bytes) {
        checkHeap(bytes);
        long longs = (bytes + Long.BYTES - 1) / Long.BYTES;
        return MemorySegment.ofArray(new long[(int) longs]).asSlice(0, bytes);
    }

    /** Where it is sent as well as where it is read: a message that nobody can read should not be sent. */
    private static void checkHeap(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a tensor on the heap has at most 16 GiB; this one has " + bytes + " bytes");
        }
    }

    @Serial
    private Object readResolve() {
        return tensor;
    }
}
