package dev.handoff;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a reader gave, or what was needed in place of null. */
final class Given {
    private Given() {}

    /** Refuses null; whose and what: "an experiment", "a workload, such as Workload.dot(500)". */
    static void needed(Object value, String whose, String what) {
        if (value == null) {
            throw new IllegalArgumentException(whose + " needs " + what + "; it was given null");
        }
    }

    /** A copy of the list, in which there is no null either. */
    static <T> List<T> needed(List<T> values, String whose, String what) {
        needed((Object) values, whose, what);
        values.forEach(value -> needed(value, whose, what));
        return List.copyOf(values);
    }

    /** The same as a list. */
    static <T> List<T> needed(T[] values, String whose, String what) {
        needed((Object) values, whose, what);
        return needed(Arrays.asList(values), whose, what);
    }

    /** Refuses a number that is too small or too large. */
    static void within(String name, long value, long least, long most) {
        within(name, value, least, most, "");
    }

    /** The same, and says why the bounds are what they are. */
    static void within(String name, long value, long least, long most, String why) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; it must be from " + least + " to " + most + why);
        }
    }

    /** Refuses a time that is too short or too long. */
    static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is " + seconds(value) + " s; it must be from " + seconds(least)
                    + " to " + seconds(most) + " s");
        }
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }
}
