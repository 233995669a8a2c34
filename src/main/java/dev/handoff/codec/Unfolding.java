package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How large the collections of a message would be if what they share stood in each place that refers to it. That is what
 * the hash of one costs, and a message can make it double with every few bytes: thirty sets, each with the next one in it
 * twice over, take minutes to read. For one message.
 */
final class Unfolding {
    /** Beside one for each byte, which is more than a message without shared parts can have. */
    private static final long MOST = 1L << 24;

    private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
    private final long most;

    /**
     * Begins with a message.
     *
     * @param bytes its length
     */
    Unfolding(long bytes) {
        most = bytes + MOST;
    }

    /**
     * Counts a collection that is complete; those in it were counted before. Does nothing for another object.
     *
     * @throws CorruptMessageException if it is too large
     */
    void add(Object value) {
        switch (value) {
            case Collection<?> collection -> put(value, sum(collection));
            case Map<?, ?> map -> put(value, sum(map.keySet()) + sum(map.values()));
            case null, default -> {}
        }
    }

    private void put(Object value, long size) {
        if (size > most) {
            throw new CorruptMessageException(
                    "collections that lie in each other so often that they have more than " + most + " elements");
        }
        sizes.put(value, size);
    }

    private long sum(Collection<?> elements) {
        long sum = 1;
        for (var element : elements) {
            boolean counted = element instanceof Collection || element instanceof Map;
            sum += counted ? sizes.getOrDefault(element, 1L) : 1;
        }
        return sum;
    }
}
