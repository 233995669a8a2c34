package dev.handoff.spi;

import java.io.Serializable;
import java.lang.foreign.SegmentAllocator;
import java.util.Set;

/**
 * The object that is handed over: how a worker makes it and how the parent checks what arrived. It is serialized once
 * to each worker before a run starts; the objects it makes travel over the route. Workers that are threads of the parent
 * ({@link Channel#withinProcess}) are given this very object, all of them.
 *
 * @param <T> the type of the object
 */
public interface Payload<T> extends Serializable, Displayable {
    /**
     * What it is, short enough for a table; {@code zeros:1500x1500x3} for a catalogue payload, and then the same text
     * makes it again on the command line.
     *
     * @return the description
     */
    String describe();

    /**
     * The size of the object's data.
     *
     * @return bytes, or −1 if the size is not known before it was encoded
     */
    long bytes();

    /**
     * Whether one object may be larger than another, so that how large they were is known only of those that were sent.
     *
     * @return true if it varies
     */
    default boolean varies() {
        return false;
    }

    /**
     * Whether the object is one typed block with a shape (a {@link Tensor}), which shared memory carries without a copy.
     *
     * @return true if flat
     */
    default boolean isFlat() {
        return false;
    }

    /**
     * The classes that the object is made of, besides numbers, text, tensors, the JDK's plain collections, and arrays of
     * them: a record, and the records in it. The codec of the run carries these and no others; see {@link Codec#allowing}.
     *
     * @return the classes; none for a flat payload
     */
    default Set<Class<?>> types() {
        return Set.of();
    }

    /**
     * Makes the object, writing every byte of it. Called by one thread at a time in each worker.
     *
     * @param worker the number of the worker, from 0
     * @param sequence the number of the message, from 0 in each worker
     * @param at the memory that the route prefers for a flat block; fresh memory from it holds anything
     * @return the object
     */
    T make(int worker, long sequence, SegmentAllocator at);

    /**
     * The same where the object may depend on what was computed for the message.
     *
     * @param worker the number of the worker, from 0
     * @param sequence the number of the message, from 0 in each worker
     * @param answer what the {@linkplain Computation computation} returned; unless overridden it is not looked at
     * @param at the memory that the route prefers for a flat block
     * @return the object
     */
    default T make(int worker, long sequence, Object answer, SegmentAllocator at) {
        return make(worker, sequence, at);
    }

    /**
     * Checks that an object is the one that {@link #make} made: its size and the stamps in its first, middle and last
     * page. Constant time in the size of the object, so that it may run while time is measured.
     *
     * @param got what arrived
     * @param worker the worker it should come from
     * @param sequence the number it should bear
     * @throws CorruptMessageException if it is another object
     */
    void check(Object got, int worker, long sequence);

    /**
     * What a reader sees of it.
     *
     * @return its description
     */
    @Override
    default String text() {
        return describe();
    }
}
