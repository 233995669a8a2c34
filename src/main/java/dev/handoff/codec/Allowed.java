package dev.handoff.codec;

import java.io.ObjectInputFilter;

/**
 * What the java codec reads from one message: classes from a list, no array or table with more elements than the message
 * has bytes (an announcement costs a liar nothing, and us memory), nothing nested deeper than 100. Remembers what it
 * refused, because the exception of a refusal names nothing.
 */
final class Allowed implements ObjectInputFilter {
    private static final ObjectInputFilter LIST = ObjectInputFilter.Config.createFilter("maxdepth=100;"
            + "dev.handoff.spi.Tensor;dev.handoff.spi.TensorForm;java.lang.Boolean;java.lang.Character;java.lang.Number;"
            + "java.lang.Byte;java.lang.Short;java.lang.Integer;java.lang.Long;java.lang.Float;java.lang.Double;"
            + "dev.handoff.workload.Measurement;dev.handoff.workload.TableGraph;"
            + "java.lang.String;java.util.ArrayList;java.util.HashMap;java.util.LinkedHashMap;java.util.CollSer;"
            // what collections keep their elements in, and what CollSer turns into
            + "java.lang.Object;java.util.Map$Entry;java.util.ImmutableCollections$*;!*");

    private final long bytes;
    private String refused;

    /**
     * @param bytes the length of the message
     */
    Allowed(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.arrayLength() > bytes) {
            refused = "an array of " + info.arrayLength() + " elements in a message of " + bytes + " bytes";
            return Status.REJECTED;
        }
        var status = LIST.checkInput(info);
        if (status == Status.REJECTED && refused == null) {
            refused = info.depth() > 100
                    ? "what is nested deeper than 100"
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
