package dev.handoff.codec;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the java codec reads from one message: classes from a list, arrays and tables with no more elements in all than the
 * message has bytes (an announcement costs a liar nothing, and us memory), nothing nested too deep. Remembers what it
 * refused, because the exception of a refusal names nothing.
 */
final class Allowed implements ObjectInputFilter {
    private final ObjectInputFilter list;
    private final long bytes;
    private long announced;
    private String refused;

    /**
     * @param list of the {@link Classes}
     * @param bytes the length of the message
     */
    Allowed(ObjectInputFilter list, long bytes) {
        this.list = list;
        this.bytes = bytes;
    }

    /**
     * What is the same for every message.
     *
     * @param list the filter by class
     * @param more the classes besides the plain ones, by name: a class of a notebook's cell is known to the loader of that
     *     cell, and not to that of this library
     */
    record Classes(ObjectInputFilter list, Map<String, Class<?>> more) {
        static Classes of(List<Class<?>> more) {
            var names = Plain.and(more).stream()
                    .filter(type -> !type.isArray()) // an array passes if what it is made of does
                    .flatMap(type -> Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass))
                    .map(Class::getName)
                    .distinct()
                    .collect(Collectors.joining(";"));
            var filter = Config.createFilter("maxdepth=" + Plain.MAX_DEPTH + ";" + names
                    // the forms in which those and the JDK's dates and sets of constants are written, and what
                    // collections keep their elements in
                    + ";dev.handoff.spi.TensorForm;java.util.CollSer;java.time.Ser"
                    + ";java.util.EnumSet$SerializationProxy;java.util.Map$Entry;!*");
            return new Classes(
                    filter,
                    Plain.and(more).stream()
                            .filter(type -> more.contains(element(type)))
                            .collect(Collectors.toMap(Class::getName, type -> type)));
        }
    }

    @Override
    public Status checkInput(FilterInfo info) {
        announced += Math.max(0, info.arrayLength());
        if (announced > bytes) {
            refused = "arrays of " + announced + " elements in a message of " + bytes + " bytes";
            return Status.REJECTED;
        }
        var status = list.checkInput(info);
        if (status == Status.REJECTED && refused == null) {
            refused = info.depth() > Plain.MAX_DEPTH
                    ? "what is nested deeper than " + Plain.MAX_DEPTH
                    : "a " + element(info.serialClass()).getName();
        }
        return status;
    }

    private static Class<?> element(Class<?> type) {
        return type.isArray() ? element(type.getComponentType()) : type;
    }

    /** What was refused, null if nothing was. */
    String refused() {
        return refused;
    }
}
