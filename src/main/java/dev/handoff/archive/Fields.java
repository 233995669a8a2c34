package dev.handoff.archive;

import dev.handoff.spi.HandoffException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A value from a file with the name of its place, so that whatever is wrong with it can be said in one sentence.
 *
 * @param from what is read, the beginning of every message
 * @param place names the field, like {@code runs[2].log.rows[7][1]}; asked only if something is wrong
 * @param node the value; null if the field is missing
 */
record Fields(String from, Supplier<String> place, JsonNode node) {
    /** The same, known to be an object that has these fields, the optional ones perhaps, and no other. */
    Fields object(List<String> required, List<String> optional) {
        if (node == null || !node.isObject()) {
            throw wrong("an object");
        }
        for (String name : node.propertyNames()) {
            if (!required.contains(name) && !optional.contains(name)) {
                throw new HandoffException(from + ": " + field(name).place.get() + " is not known; known here are "
                        + String.join(", ", required)
                        + (optional.isEmpty() ? "" : ", " + String.join(", ", optional)));
            }
        }
        return this;
    }

    Fields field(String name) {
        return new Fields(from, () -> place.get().isEmpty() ? name : place.get() + "." + name, node.get(name));
    }

    boolean has(String name) {
        return node.has(name);
    }

    <T> List<T> list(Function<Fields, T> read) {
        if (node == null || !node.isArray()) {
            throw wrong("a list");
        }
        return IntStream.range(0, node.size()).mapToObj(this::at).map(read).toList();
    }

    /** The values of a row with this many columns. */
    List<Fields> row(List<String> columns) {
        if (node == null || !node.isArray() || node.size() != columns.size()) {
            throw wrong("a list of " + columns.size() + " values");
        }
        return IntStream.range(0, node.size()).mapToObj(this::at).toList();
    }

    private Fields at(int index) {
        return new Fields(from, () -> place.get() + "[" + index + "]", node.get(index));
    }

    <T> Map<String, T> map(Function<Fields, T> read) {
        if (node == null || !node.isObject()) {
            throw wrong("an object");
        }
        var map = new TreeMap<String, T>();
        node.propertyNames().forEach(name -> map.put(name, read.apply(field(name))));
        return map;
    }

    String text() {
        if (node == null || !node.isString()) {
            throw wrong("a string");
        }
        return node.stringValue();
    }

    /** A string that is one of these. */
    String oneOf(List<String> allowed) {
        if (node == null || !node.isString() || !allowed.contains(node.stringValue())) {
            throw wrong("one of " + String.join(", ", allowed));
        }
        return node.stringValue();
    }

    boolean truth() {
        if (node == null || !node.isBoolean()) {
            throw wrong("true or false");
        }
        return node.booleanValue();
    }

    long whole(long least, long most) {
        if (node == null
                || !node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            throw wrong("a whole number from " + least + " to " + most);
        }
        return node.longValue();
    }

    int count(int least) {
        return (int) whole(least, Integer.MAX_VALUE);
    }

    /** A number that is not negative; NaN where the file says null. */
    double amount() {
        if (node != null && node.isNull()) {
            return Double.NaN;
        }
        if (node == null || !node.isNumber() || !(node.doubleValue() >= 0) || Double.isInfinite(node.doubleValue())) {
            throw wrong("a number of at least 0, or null where it is not known");
        }
        return node.doubleValue();
    }

    HandoffException wrong(String allowed) {
        String is = node == null || node.isMissingNode() ? " is missing" : " is " + shortened(node.toString());
        return new HandoffException(
                from + ": " + (place.get().isEmpty() ? "the whole" : place.get()) + is + "; it must be " + allowed);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
