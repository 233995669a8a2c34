package dev.handoff.sharing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.handoff.spi.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** A block, element by element: every access checks type, index and range. {@link SharedArray} says what each means. */
record Elements(ElementType type, long length, MemorySegment data) {
    private static final VarHandle BYTES = JAVA_BYTE.varHandle();
    private static final VarHandle SHORTS = JAVA_SHORT.varHandle();
    private static final VarHandle INTS = JAVA_INT.varHandle();
    private static final VarHandle LONGS = JAVA_LONG.varHandle();

    long getLong(long index) {
        long at = offset(index);
        return switch (type) {
            case BOOLEAN -> data.get(JAVA_BYTE, at) == 0 ? 0 : 1;
            case BYTE -> data.get(JAVA_BYTE, at);
            case SHORT -> data.get(JAVA_SHORT, at);
            case INT -> data.get(JAVA_INT, at);
            case LONG -> data.get(JAVA_LONG, at);
            case FLOAT, DOUBLE -> throw holds("use getDouble");
        };
    }

    void setLong(long index, long value) {
        long at = offset(index);
        switch (type) {
            case BOOLEAN, BYTE -> data.set(JAVA_BYTE, at, (byte) inRange(value));
            case SHORT -> data.set(JAVA_SHORT, at, (short) inRange(value));
            case INT -> data.set(JAVA_INT, at, (int) inRange(value));
            case LONG -> data.set(JAVA_LONG, at, value);
            case FLOAT, DOUBLE -> throw holds("use setDouble");
        }
    }

    double getDouble(long index) {
        long at = offset(index);
        return switch (type) {
            case FLOAT -> data.get(JAVA_FLOAT, at);
            case DOUBLE -> data.get(JAVA_DOUBLE, at);
            default -> throw holds("use getLong");
        };
    }

    void setDouble(long index, double value) {
        long at = offset(index);
        switch (type) {
            case FLOAT -> data.set(JAVA_FLOAT, at, (float) value);
            case DOUBLE -> data.set(JAVA_DOUBLE, at, value);
            default -> throw holds("use setLong");
        }
    }

    long getVolatile(long index) {
        long at = offset(index);
        return switch (type) {
            case BOOLEAN -> (byte) BYTES.getVolatile(data, at) == 0 ? 0 : 1;
            case BYTE -> (byte) BYTES.getVolatile(data, at);
            case SHORT -> (short) SHORTS.getVolatile(data, at);
            case INT -> (int) INTS.getVolatile(data, at);
            case LONG -> (long) LONGS.getVolatile(data, at);
            case FLOAT, DOUBLE -> throw holds("volatile access is for whole numbers");
        };
    }

    void setVolatile(long index, long value) {
        long at = offset(index);
        switch (type) {
            case BOOLEAN, BYTE -> BYTES.setVolatile(data, at, (byte) inRange(value));
            case SHORT -> SHORTS.setVolatile(data, at, (short) inRange(value));
            case INT -> INTS.setVolatile(data, at, (int) inRange(value));
            case LONG -> LONGS.setVolatile(data, at, value);
            case FLOAT, DOUBLE -> throw holds("volatile access is for whole numbers");
        }
    }

    long getAndAdd(long index, long increment) {
        long at = offset(index);
        return switch (type) {
            case INT -> (int) INTS.getAndAdd(data, at, (int) inRange(increment));
            case LONG -> (long) LONGS.getAndAdd(data, at, increment);
            default -> throw holds("atomic access is for int and long");
        };
    }

    boolean compareAndSet(long index, long expected, long value) {
        long at = offset(index);
        return switch (type) {
            case INT -> INTS.compareAndSet(data, at, (int) inRange(expected), (int) inRange(value));
            case LONG -> LONGS.compareAndSet(data, at, expected, value);
            default -> throw holds("atomic access is for int and long");
        };
    }

    private long offset(long index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index " + index + " of " + length + " elements"
                    + (length == 0 ? "" : "; from 0 to " + (length - 1)));
        }
        return index * type.bytes();
    }

    private long inRange(long value) {
        long least = type == ElementType.BOOLEAN ? 0 : -1L << (8 * type.bytes() - 1);
        long most = type == ElementType.BOOLEAN ? 1 : -(least + 1);
        if (value < least || value > most) {
            throw new IllegalArgumentException(value + " is no " + type.label() + "; from " + least + " to " + most);
        }
        return value;
    }

    private IllegalStateException holds(String advice) {
        return new IllegalStateException("this array holds " + type.label() + "; " + advice);
    }

    void write(long index, Object from) {
        if (from instanceof boolean[] flags && type == ElementType.BOOLEAN) {
            var to = slice(index, flags.length);
            for (int i = 0; i < flags.length; i++) {
                to.set(JAVA_BYTE, i, (byte) (flags[i] ? 1 : 0));
            }
        } else {
            var block = memory(from);
            slice(index, block.byteSize() / type.bytes()).copyFrom(block);
        }
    }

    void read(long index, Object into) {
        if (into instanceof boolean[] flags && type == ElementType.BOOLEAN) {
            var from = slice(index, flags.length);
            for (int i = 0; i < flags.length; i++) {
                flags[i] = from.get(JAVA_BYTE, i) != 0;
            }
        } else {
            var block = memory(into);
            block.copyFrom(slice(index, block.byteSize() / type.bytes()));
        }
    }

    private MemorySegment slice(long index, long count) {
        if (index < 0 || count > length - index) {
            throw new IndexOutOfBoundsException(
                    count + " elements from index " + index + " on, in an array of " + length);
        }
        return data.asSlice(index * type.bytes(), count * type.bytes());
    }

    private MemorySegment memory(Object elements) {
        var memory = switch (elements) {
            case MemorySegment segment -> segment;
            case byte[] bytes when type == ElementType.BYTE -> MemorySegment.ofArray(bytes);
            case short[] shorts when type == ElementType.SHORT -> MemorySegment.ofArray(shorts);
            case int[] ints when type == ElementType.INT -> MemorySegment.ofArray(ints);
            case long[] longs when type == ElementType.LONG -> MemorySegment.ofArray(longs);
            case float[] floats when type == ElementType.FLOAT -> MemorySegment.ofArray(floats);
            case double[] doubles when type == ElementType.DOUBLE -> MemorySegment.ofArray(doubles);
            default ->
                throw new IllegalArgumentException("this array holds " + type.label() + "; it copies "
                        + type.label() + "[] or a MemorySegment, not "
                        + elements.getClass().getTypeName());
        };
        if (memory.byteSize() % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    memory.byteSize() + " bytes are no whole number of elements of " + type.bytes() + " bytes");
        }
        return memory;
    }
}
