package dev.handoff.shipping;

import dev.handoff.codec.Place;
import dev.handoff.codec.Types;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.List;

/**
 * Says of what Java serialization did not write which object it was, and what to do. The exception is told in words and kept
 * as nobody's cause: kernels show the trace of a cause, which says no more.
 */
final class Unwritten {
    private static final String INSIDE = "make what is needed of it inside the function";

    private Unwritten() {}

    /**
     * The reason and the advice.
     *
     * @param why what serialization threw
     * @param roots what it should have written
     * @param name what the reader calls that; empty if it has no name
     * @param otherwise what can be done besides, with what joins it to the rest; or empty
     */
    static String words(IOException why, List<?> roots, String name, String otherwise) {
        if (!(why instanceof NotSerializableException)) {
            return why.getMessage() + "; " + INSIDE + otherwise;
        }
        var type = why.getMessage();
        return Place.of(object -> object.getClass().getName().equals(type), roots)
                .map(place -> Names.readable(where(place, name) + ", which does not implement java.io.Serializable; ")
                        + advice(place.value().getClass(), otherwise))
                .orElseGet(
                        () -> Names.readable(type) + " does not implement java.io.Serializable; " + INSIDE + otherwise);
    }

    private static String where(Place place, String name) {
        var type = "a " + typeName(place);
        var captured = place.captured().orElse(null);
        if (captured == null) {
            return name + place.path() + " is " + type;
        }
        return place.path().equals(captured.path())
                ? "the lambda captured " + type
                : "the lambda captured a " + typeName(captured) + ", whose "
                        + place.path().substring(captured.path().length()) + " is " + type;
    }

    private static String typeName(Place place) {
        return place.value().getClass().getTypeName();
    }

    private static String advice(Class<?> type, String otherwise) {
        if (type.isHidden()) {
            return "write it as a method of a cell";
        }
        return (Types.isOfTheJdk(type) ? "" : "let it do so, or ") + INSIDE + otherwise;
    }
}
