package dev.handoff.codec;

import dev.handoff.spi.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The classes that every codec of object graphs carries without being told: numbers, text, the JDK's plain collections,
 * tensors, and arrays of them. The one place where they are listed.
 */
final class Plain {
    /** The deepest nesting that is read: what is sent by a liar must not be able to exhaust the stack. */
    static final int MAX_DEPTH = 100;

    /** What to say of a deeper one, wherever it is noticed. */
    static String tooDeep(int limit) {
        return "nested deeper than " + limit + ", the most that the codec carries; send it flat, as a list or an array";
    }

    private static final List<Class<?>> PRIMITIVES = List.of(
            boolean.class, char.class, byte.class, short.class, int.class, long.class, float.class, double.class);

    /** What {@code List.of} and its kin return: classes without a name that one could write here. */
    static final List<Class<?>> LISTS = List.of(List.of().getClass(), List.of(1).getClass());

    static final List<Class<?>> SETS = List.of(Set.of().getClass(), Set.of(1).getClass());
    static final List<Class<?>> MAPS = List.of(Map.of().getClass(), Map.of(1, 1).getClass());

    private static final List<Class<?>> VALUES = Stream.of(
                    List.<Class<?>>of(
                            Boolean.class,
                            Character.class,
                            Byte.class,
                            Short.class,
                            Integer.class,
                            Long.class,
                            Float.class,
                            Double.class,
                            String.class,
                            Tensor.class,
                            ArrayList.class,
                            HashMap.class,
                            LinkedHashMap.class,
                            HashSet.class,
                            LinkedHashSet.class),
                    LISTS,
                    SETS,
                    MAPS)
            .flatMap(Collection::stream)
            .toList();

    private Plain() {}

    /**
     * The classes that a message may be made of.
     *
     * @param more those of the payload, in an order that sender and receiver share
     * @return first the classes themselves, then the arrays of them, of up to {@link Tensor#MAX_DIMENSIONS} dimensions; in
     *     the same order for the same {@code more}, so that a place in it can stand for a class
     */
    static List<Class<?>> and(List<Class<?>> more) {
        List<Class<?>> all = new ArrayList<>(VALUES);
        all.addAll(more);
        List<Class<?>> elements = new ArrayList<>(PRIMITIVES);
        elements.add(Object.class);
        elements.addAll(all);
        for (int dimensions = 1; dimensions <= Tensor.MAX_DIMENSIONS; dimensions++) {
            elements.replaceAll(Class::arrayType);
            all.addAll(elements);
        }
        return all;
    }

    /** A list that cannot be changed, like the one that was sent, which may hold nulls: {@code Stream.toList} makes such. */
    static List<Object> list(Collection<?> elements) {
        return elements.contains(null)
                ? new ArrayList<Object>(elements).stream().toList()
                : List.copyOf(elements);
    }
}
