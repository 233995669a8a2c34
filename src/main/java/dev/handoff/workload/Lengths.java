package dev.handoff.workload;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The numbers in a payload's description. */
final class Lengths {
    /** More objects, or elements of one array, than any machine here will hold. */
    private static final long MOST = 1_000_000_000;

    private Lengths() {}

    /** Reads {@code :1500x1500x3}, or nothing. */
    static List<Long> parse(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.substring(1).split("x", -1))
                        .map(Long::valueOf)
                        .toList();
    }

    static String text(List<Long> lengths) {
        return lengths.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** Copies the lengths if there are as many as there may be. */
    static List<Long> checked(String payload, List<Long> lengths, int least, int most) {
        if (lengths.size() < least || lengths.size() > most) {
            throw new IllegalArgumentException("payload " + payload + " takes "
                    + (least == most ? "" : least + " to ") + most + (most == 1 ? " length" : " lengths") + "; "
                    + lengths + " has " + lengths.size());
        }
        return List.copyOf(lengths);
    }

    /** Checks a length that must fit an array. */
    static int checked(String payload, long length) {
        if (length < 0 || length > MOST) {
            throw new IllegalArgumentException(
                    "payload " + payload + " has a length of " + length + "; it must be from 0 to " + MOST);
        }
        return (int) length;
    }
}
