package dev.handoff.report;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The same route in the other language. Fair is to set Java serialization against pickle, and bytes as they lie against
 * bytes as they lie; any other pair changes the codec too.
 *
 * @param group the twin's runs
 * @param fair whether both codecs do the same kind of work
 */
record Twin(Group group, boolean fair) {

    private static final Set<String> AS_IT_LIES = Set.of("raw", "none");

    /** What a codec does, as far as two languages can be compared. */
    private enum Work {
        /** Any object becomes bytes, with what the language brings along. */
        SERIALIZES,
        /** A block of bytes travels as it lies, or a reference does. */
        PASSES_ON,
        /** What only one of the two has. */
        OTHER;

        static Work of(Kind kind) {
            boolean java = kind.language().equals("java");
            if (java ? kind.codec().equals("java") : kind.codec().startsWith("pickle")) {
                return SERIALIZES;
            }
            return !java || AS_IT_LIES.contains(kind.codec()) ? PASSES_ON : OTHER;
        }
    }

    /** The twin of a way among others: a fair one if there is any, the fastest of those; null if there is none. */
    static Twin of(Group group, List<Group> others) {
        return others.stream()
                .filter(other -> other.kind().route().equals(group.kind().route())
                        && !other.kind().language().equals(group.kind().language()))
                .map(other -> new Twin(other, isFair(group.kind(), other.kind())))
                .min(Comparator.comparing((Twin twin) -> !twin.fair)
                        .thenComparingDouble(twin -> twin.group.messageMs()))
                .orElse(null);
    }

    private static boolean isFair(Kind one, Kind other) {
        return Work.of(one) == Work.of(other) && Work.of(one) != Work.OTHER;
    }

    /** For instance {@code python pickle-5}, or {@code python pickle-5 (other codec)}. */
    String name() {
        return group.kind().language() + " " + group.kind().codec() + (fair ? "" : " (other codec)");
    }
}
