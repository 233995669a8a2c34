package dev.handoff.codec;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.stream.Collectors;

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
     * @param list what {@link #list} returned
     * @param bytes the length of the message
     */
    Allowed(ObjectInputFilter list, long bytes) {
        this.list = list;
        this.bytes = bytes;
    }

    /** The filter by class, which is the same for every message. */
    static ObjectInputFilter list(List<Class<?>> more) {
        var classes = Plain.and(more).stream()
                .filter(type -> !type.isArray()) // an array passes if what it is made of does
                .map(Class::getName)
                .collect(Collectors.joining(";"));
        return ObjectInputFilter.Config.createFilter("maxdepth=" + Plain.MAX_DEPTH + ";" + classes
                // the forms and the superclasses in which those are written, and what collections keep their elements
                // in
                + ";dev.handoff.spi.TensorForm;java.util.CollSer;java.lang.Number;java.lang.Enum"
                + ";java.lang.Object;java.util.Map$Entry;!*");
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
