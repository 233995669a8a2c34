package dev.handoff;

import java.util.ArrayList;
import java.util.List;

/** Which sizes a sweep may have, and how a range of them is divided: by powers of four. */
final class SweepSizes {
    /** A message that is smaller could not bear the stamp by which it is known. */
    static final long SMALLEST = Long.BYTES;

    static final long LARGEST = 1L << 40;

    private static final int FACTOR = 4;

    private SweepSizes() {}

    /** The first, four times that, and so on, and the last. */
    static List<Long> between(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "a sweep from " + from + " to " + to + " bytes; the first must not be more than the last");
        }
        List<Long> sizes = new ArrayList<>();
        for (long size = checked(from); size < checked(to); size *= FACTOR) {
            sizes.add(size);
        }
        sizes.add(to);
        return sizes;
    }

    /** The sizes in their order, each once. */
    static List<Long> checked(List<Long> given) {
        var sizes = Given.needed(given, "a sweep", "sizes, such as List.of(1000L, 1_000_000L)");
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs at least one size");
        }
        sizes.forEach(SweepSizes::checked);
        return sizes.stream().sorted().distinct().toList();
    }

    private static long checked(long size) {
        if (size < SMALLEST || size > LARGEST) {
            throw new IllegalArgumentException(
                    "a message of " + size + " bytes; a sweep has sizes from " + SMALLEST + " to " + LARGEST);
        }
        return size;
    }
}
