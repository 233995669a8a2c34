package dev.handoff.workload;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.io.Serializable;
import java.lang.foreign.SegmentAllocator;
import java.util.Set;

/**
 * An object of the reader's own. It bears no stamps: that it comes from the right worker, in its turn, is known from the
 * message around it; of the object itself only the class is checked.
 *
 * @param describe what its results call it: its class, once one was made
 * @param how it comes about
 * @param types the classes that it is made of, and that a codec must be told of; none until one was made
 * @param bytes the size of the first, encoded; −1 until then, and where none ever is: threads hand over the object itself
 */
public record OwnPayload(String describe, How how, Set<Class<?>> types, long bytes) implements Payload<Object> {
    private static final long serialVersionUID = 1L;

    /** How an object comes about. */
    @FunctionalInterface
    public interface How extends Serializable {
        /**
         * Makes the object.
         *
         * @param answer what was computed
         * @return the object
         * @throws Exception the reader's
         */
        Object from(Object answer) throws Exception;
    }

    /** Copies the set. */
    public OwnPayload {
        types = Set.copyOf(types);
    }

    /**
     * An object of which nothing is known yet.
     *
     * @param how it comes about
     */
    public OwnPayload(How how) {
        this("own object", how, Set.of(), -1);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public boolean varies() {
        return true;
    }

    @Override
    public Object make(int worker, long sequence, SegmentAllocator at) {
        return make(worker, sequence, null, at);
    }

    @Override
    public Object make(int worker, long sequence, Object answer, SegmentAllocator at) {
        try {
            var made = how.from(answer);
            if (made == null) {
                throw new HandoffException("there is nothing to send: the function returned null");
            }
            return made;
        } catch (Exception e) {
            throw Unchecked.<RuntimeException>as(e);
        }
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        boolean known = got != null
                && (bytes < 0
                        || got instanceof Tensor
                        || got.getClass().getClassLoader() == null
                        || types.contains(element(got)));
        if (!known) {
            throw new CorruptMessageException("message " + sequence + " of worker " + worker + " is "
                    + (got == null ? "null" : "of the class " + got.getClass().getTypeName())
                    + "; what is sent is of the class " + describe);
        }
    }

    private static Class<?> element(Object got) {
        // a constant with a body has a class of its own, which codecs do not write
        Class<?> type = got instanceof Enum<?> constant ? constant.getDeclaringClass() : got.getClass();
        while (type.isArray()) {
            type = type.componentType();
        }
        return type;
    }
}
