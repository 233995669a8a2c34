package dev.handoff.codec;

import dev.handoff.spi.EncodingException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks, after an object could not be encoded, for the place inside it that is the reason. Libraries name a class at best;
 * whoever made the object wants to know where it is. Costs nothing as long as all goes well.
 *
 * @param carried the classes that the codec carries
 * @param unless what to say of an object of another class, after its name
 * @param cycles whether an object may lie in itself
 * @param deepest how deep objects may be nested
 */
record Diagnosis(Predicate<Class<?>> carried, Function<Class<?>, String> unless, boolean cycles, int deepest) {

    /** Of a codec that carries the plain classes and more. */
    static Diagnosis of(List<Class<?>> more, boolean cycles, int deepest) {
        return new Diagnosis(
                Set.copyOf(Plain.and(more))::contains,
                type ->
                        "a class that it was not told of; it is told of those in message 0 of an object of your own (let that have"
                                + " one of each class), and of those that a Payload names in types()",
                cycles,
                deepest);
    }

    /**
     * What to tell the sender.
     *
     * @param codec the name of the codec
     * @param value the object that could not be encoded
     * @param cause what the encoder said, which is told, and kept as the cause, if nothing is found
     */
    EncodingException explain(String codec, Object value, Throwable cause) {
        var found = value == null ? null : new Search().reason(value, "");
        return new EncodingException(
                "the " + codec + " codec cannot encode " + (value == null ? "null" : "a " + name(value))
                        + (found != null ? found : ": " + said(cause)),
                found != null ? null : cause);
    }

    private static String said(Throwable cause) {
        return Coding.firstLine(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    private static String name(Object value) {
        return value.getClass().getTypeName();
    }

    private final class Search {
        private final Set<Object> seen = identities();
        private final Set<Object> around = identities();

        private static Set<Object> identities() {
            return Collections.newSetFromMap(new IdentityHashMap<>());
        }

        /** Depth first, so that the first place is found in the order in which encoders go. Null if there is no reason here. */
        String reason(Object value, String path) {
            var type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
            if (!carried.test(type)) {
                return (path.isEmpty() ? "" : ": " + path + " is a " + name(value)) + ", " + unless.apply(type);
            }
            if (!around.add(value)) {
                return cycles
                        ? null
                        : ": " + path + " is the " + name(value) + " that it lies in; this codec does not carry cycles";
            }
            String found = null;
            if (around.size() > deepest) {
                found = ", which is " + Plain.tooDeep(deepest);
            } else if (seen.add(value)) {
                found = Contents.of(value).stream()
                        .filter(child -> child.value() != null)
                        .map(child -> reason(child.value(), path + child.step().get()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            }
            around.remove(value);
            return found;
        }
    }
}
