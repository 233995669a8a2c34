package dev.handoff.codec;

import com.esotericsoftware.kryo.io.Input;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Source;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What Kryo reads, with what Kryo does not look after: whether there can be as many elements as are announced, before it
 * takes memory for them.
 */
final class KryoInput extends Input {
    private Source source;
    private long bytes;
    private long announced;
    private Unfolding unfolding;

    KryoInput(int bufferSize) {
        super(bufferSize);
    }

    /** Begins with a message. */
    void begin(Source from) {
        source = from;
        bytes = from.remaining();
        announced = 0;
        unfolding = new Unfolding(bytes);
        setInputStream(from);
    }

    /** The bytes of the message that were not yet read. */
    long left() {
        return limit - position + source.remaining();
    }

    /** Reads a block to where it will lie; only what the buffer has already taken passes through it. */
    void read(MemorySegment block) {
        int buffered = (int) Math.min(limit - position, block.byteSize());
        MemorySegment.copy(buffer, position, block, ValueLayout.JAVA_BYTE, 0, buffered);
        position += buffered;
        block.asSlice(buffered).copyFrom(source.take(block.byteSize() - buffered));
    }

    /** Counts a collection that is complete. */
    void count(Object collection) {
        unfolding.add(collection);
    }

    /** Reads how many elements follow, each of which takes a byte at least. */
    int count() {
        return possible(readVarInt(true), 1);
    }

    /** Throws if all that was announced cannot be in the message. */
    private int possible(int count, int size) {
        announced += (long) count * size;
        if (count < 0 || announced > bytes) {
            throw new CorruptMessageException(
                    Integer.toUnsignedLong(count) + " elements are announced in a message of " + bytes + " bytes");
        }
        return count;
    }

    /** The length of a text. */
    @Override
    public int readVarIntFlag(boolean optimizePositive) {
        int length = super.readVarIntFlag(optimizePositive);
        possible(Math.max(0, length - 1), 1); // 0 is null, 1 is empty
        return length;
    }

    @Override
    public byte[] readBytes(int length) {
        return super.readBytes(possible(length, Byte.BYTES));
    }

    @Override
    public boolean[] readBooleans(int length) {
        return super.readBooleans(possible(length, 1));
    }

    @Override
    public char[] readChars(int length) {
        return super.readChars(possible(length, Character.BYTES));
    }

    @Override
    public short[] readShorts(int length) {
        return super.readShorts(possible(length, Short.BYTES));
    }

    @Override
    public int[] readInts(int length, boolean optimizePositive) {
        return super.readInts(possible(length, 1), optimizePositive);
    }

    @Override
    public long[] readLongs(int length, boolean optimizePositive) {
        return super.readLongs(possible(length, 1), optimizePositive);
    }

    @Override
    public float[] readFloats(int length) {
        return super.readFloats(possible(length, Float.BYTES));
    }

    @Override
    public double[] readDoubles(int length) {
        return super.readDoubles(possible(length, Double.BYTES));
    }
}
