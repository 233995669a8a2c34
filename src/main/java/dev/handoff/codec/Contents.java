package dev.handoff.codec;

import dev.handoff.spi.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One of the objects that an object is made of.
 *
 * @param step says how one gets there from the other: {@code .name}, {@code [7]}; asked only where something is wrong
 * @param value the object, null if there is none
 */
record Contents(Supplier<String> step, Object value) {

    /** All of them, in the order in which encoders go. */
    static List<Contents> of(Object value) {
        List<Contents> contents = new ArrayList<>();
        switch (value) {
            case Object[] array -> elements(Arrays.asList(array), contents);
            case Collection<?> collection -> elements(collection, contents);
            case Map<?, ?> map ->
                map.forEach((key, mapped) -> {
                    contents.add(new Contents(() -> ".key(" + key + ")", key));
                    contents.add(new Contents(() -> "[" + key + "]", mapped));
                });
            case Tensor tensor -> {}
            default ->
                fields(value.getClass())
                        .forEach(field -> contents.add(new Contents(() -> "." + field.getName(), read(field, value))));
        }
        return contents;
    }

    private static void elements(Collection<?> elements, List<Contents> contents) {
        for (var element : elements) {
            int i = contents.size();
            contents.add(new Contents(() -> "[" + i + "]", element));
        }
    }

    /** The fields that hold objects which are written with the one that has them. */
    static List<Field> fields(Class<?> of) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = of; type != null; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!field.getType().isPrimitive()
                        && !Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Null for what the JDK keeps closed. */
    private static Object read(Field field, Object of) {
        try {
            return field.trySetAccessible() ? field.get(of) : null;
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
