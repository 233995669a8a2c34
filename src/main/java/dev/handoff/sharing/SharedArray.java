package dev.handoff.sharing;

import dev.handoff.codec.RawHeader;
import dev.handoff.memory.AvailableMemory;
import dev.handoff.memory.Region;
import dev.handoff.memory.SharedLock;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * An array that several processes share, with a lock of its own: what {@code multiprocessing.sharedctypes} is to Python.
 * One process creates it, others attach to it by its {@linkplain #address() address}, which can be sent to them. Its
 * memory, which a Python process reads with NumPy and no library of ours:
 *
 * <pre>
 *   0  header   {@link RawHeader}: type and shape
 *  72  lock     long
 * 128  the elements, row-major
 * </pre>
 *
 * <p>Assumes that the processes belong to the same user, and that the creator lives, and has not closed it, when another
 * attaches. Guarantees that who has attached keeps the memory until it closes, whatever the others do; new elements are 0.
 *
 * <p>For any thread. No access takes the lock by itself: without it, of two who read, add and write at the same time one
 * loses its update. What an owner of the lock wrote is seen by the next. Volatile and atomic access orders memory between
 * processes as between threads. After {@link #close}, access throws {@code IllegalStateException}.
 */
public final class SharedArray implements AutoCloseable, Displayable {
    /** Behind the largest header, whatever the shape. */
    private static final long LOCK = RawHeader.MOST_BYTES;

    private static final long ELEMENTS = 128;

    private final Region region;
    private final List<Long> shape;
    private final Elements elements;
    private final ArrayLock lock;

    /**
     * Where another process of the same user attaches.
     *
     * @param path a path in {@code /proc}, which a process in any language can map
     */
    public record Address(String path) implements Serializable {
        /**
         * Attaches to the array. The caller closes it.
         *
         * @return the same memory
         * @throws dev.handoff.spi.HandoffException if its creator has ended or closed it, or it is no shared array
         */
        public SharedArray attach() {
            return SharedArray.attach(this);
        }
    }

    private SharedArray(Region region, RawHeader header) {
        this.region = region;
        this.shape = header.shape();
        var block = region.segment().asSlice(ELEMENTS);
        this.elements =
                new Elements(header.type(), block.byteSize() / header.type().bytes(), block);
        this.lock = new ArrayLock(new SharedLock(region.segment(), LOCK));
    }

    /**
     * Makes an array of zeros. The caller closes it.
     *
     * @param type the type of the elements
     * @param shape the length of each dimension, outermost first; at most 8, none negative; none for a single element
     * @return the array
     * @throws IllegalArgumentException if the shape cannot be, or there is not so much memory
     */
    public static SharedArray create(ElementType type, long... shape) {
        var header = new RawHeader(type, Arrays.stream(shape).boxed().toList(), false);
        long available = AvailableMemory.bytes();
        if (header.blockBytes() > available - ELEMENTS) {
            throw new IllegalArgumentException("a shared array of " + type.label() + " " + header.shape() + " takes "
                    + header.blockBytes() + " bytes, and " + available + " are available");
        }
        var region = Region.create("array", ELEMENTS + header.blockBytes());
        header.write(region.segment());
        return new SharedArray(region, header);
    }

    /**
     * Makes an array with the content of a tensor. The caller closes it.
     *
     * @param tensor what to copy
     * @return the array
     */
    public static SharedArray copyOf(Tensor tensor) {
        var array = create(
                tensor.type(),
                tensor.shape().stream().mapToLong(Long::longValue).toArray());
        array.segment().copyFrom(tensor.data());
        return array;
    }

    private static SharedArray attach(Address address) {
        return Region.open(address.path(), SharedArray::in);
    }

    /** The array that another process made in a region. */
    private static SharedArray in(Region region) {
        if (region.segment().byteSize() < ELEMENTS) {
            throw new CorruptMessageException(
                    "no shared array: " + region.segment().byteSize() + " bytes");
        }
        var header = RawHeader.read(region.segment());
        if (header.blockBytes() != region.segment().byteSize() - ELEMENTS) {
            throw new CorruptMessageException(
                    "no shared array: " + header.type().label() + " " + header.shape() + " in "
                            + region.segment().byteSize() + " bytes");
        }
        return new SharedArray(region, header);
    }

    /**
     * Where others attach: it can be sent to them in any way.
     *
     * @return the address, valid while the creator lives and has not closed the array
     */
    public Address address() {
        return new Address(region.path());
    }

    /**
     * The type of the elements.
     *
     * @return the type
     */
    public ElementType type() {
        return elements.type();
    }

    /**
     * The shape.
     *
     * @return the length of each dimension, outermost first
     */
    public List<Long> shape() {
        return shape;
    }

    /**
     * The number of elements.
     *
     * @return the product of the shape
     */
    public long length() {
        return elements.length();
    }

    /**
     * Takes the lock, waiting until it is free. A process that died holding it is not waited for: its lock is taken over
     * within 50 ms of its end, and {@link Held#abandonedBy} says so. The same thread may take it again meanwhile.
     *
     * @return what to close to give it back: {@code try (var _ = array.lock()) { ... }}
     * @throws dev.handoff.spi.HandoffException if the thread is interrupted while it waits; it stays interrupted
     */
    public Held lock() {
        return lock.take();
    }

    /**
     * The elements as memory. No copy: who writes there writes in the array.
     *
     * @return the block, without its header
     */
    public MemorySegment segment() {
        return elements.data();
    }

    /**
     * The elements as a payload. No copy.
     *
     * @return type, shape and block
     */
    public Tensor tensor() {
        return new Tensor(type(), shape, segment());
    }

    /**
     * Which element, counted from 0 in row-major order, has these indices.
     *
     * @param indices one for each dimension
     * @return the index that all element methods take
     * @throws IndexOutOfBoundsException if one is too small or too large
     */
    public long index(long... indices) {
        if (indices.length != shape.size()) {
            throw new IllegalArgumentException(indices.length + " indices for shape " + shape + "; one for each of its "
                    + shape.size() + " dimensions");
        }
        long index = 0;
        for (int dimension = 0; dimension < indices.length; dimension++) {
            long length = shape.get(dimension);
            if (indices[dimension] < 0 || indices[dimension] >= length) {
                throw new IndexOutOfBoundsException(
                        "index " + indices[dimension] + " in dimension " + dimension + " of shape " + shape);
            }
            index = index * length + indices[dimension];
        }
        return index;
    }

    /**
     * Reads a whole number.
     *
     * @param index of the element, from 0
     * @return its value; 0 or 1 for a boolean
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array holds float or double
     */
    public long getLong(long index) {
        return elements.getLong(index);
    }

    /**
     * Writes a whole number.
     *
     * @param index of the element, from 0
     * @param value the value; 0 or 1 for a boolean
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public void setLong(long index, long value) {
        elements.setLong(index, value);
    }

    /**
     * Reads a float or double.
     *
     * @param index of the element, from 0
     * @return its value
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array holds neither
     */
    public double getDouble(long index) {
        return elements.getDouble(index);
    }

    /**
     * Writes a float or double.
     *
     * @param index of the element, from 0
     * @param value the value; a float is rounded
     */
    public void setDouble(long index, double value) {
        elements.setDouble(index, value);
    }

    /**
     * Reads a whole number that another process may be writing: what was written before it is seen as well.
     *
     * @param index of the element, from 0
     * @return its value
     */
    public long getVolatile(long index) {
        return elements.getVolatile(index);
    }

    /**
     * Writes a whole number so that other processes see it, and all that was written before it.
     *
     * @param index of the element, from 0
     * @param value the value
     */
    public void setVolatile(long index, long value) {
        elements.setVolatile(index, value);
    }

    /**
     * Adds to an int or long in one step that no other process can come between. Wraps around.
     *
     * @param index of the element, from 0
     * @param increment what to add
     * @return the value before
     * @throws IllegalStateException if the array holds another type
     */
    public long getAndAdd(long index, long increment) {
        return elements.getAndAdd(index, increment);
    }

    /**
     * Replaces an int or long if it has the expected value, in one step.
     *
     * @param index of the element, from 0
     * @param expected what it should be
     * @param value what it becomes
     * @return whether it was replaced
     * @throws IllegalStateException if the array holds another type
     */
    public boolean compareAndSet(long index, long expected, long value) {
        return elements.compareAndSet(index, expected, value);
    }

    /**
     * Copies elements into the array.
     *
     * @param index of the first, from 0
     * @param from a Java array of the element type, or memory
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void write(long index, Object from) {
        elements.write(index, from);
    }

    /**
     * Copies elements out of the array, as many as fit.
     *
     * @param index of the first, from 0
     * @param into a Java array of the element type, or memory
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public void read(long index, Object into) {
        elements.read(index, into);
    }

    /** Lets the memory go: it is gone when all who attached have closed it or ended. Closing again does nothing. */
    @Override
    public void close() {
        if (segment().scope().isAlive()) {
            region.close();
        }
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return "shared array of " + length() + " " + type().label() + ", shape " + shape() + ", at "
                + address().path();
    }
}
