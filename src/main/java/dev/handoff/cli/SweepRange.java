package dev.handoff.cli;

import dev.handoff.Sweep;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** The sizes of a sweep as they are written on the command line. */
final class SweepRange {
    private static final String SIZE = "(\\d{1,15})(|KiB|MiB|GiB)";
    private static final Pattern RANGE = Pattern.compile(SIZE + "\\.\\." + SIZE);
    private static final Map<String, Long> UNITS = Map.of("", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    /** What a sweep says itself, or does without. */
    private static final List<String> NOT_WITH_IT = List.of(
            "--workers",
            "--messages",
            "--capacity",
            "--payload",
            "--arms",
            "--repeats",
            "--warm-up",
            "--seed",
            "--python",
            "--cold",
            "--no-ledger");

    private SweepRange() {}

    /** The sizes, for instance of {@code 64..1GiB}. */
    static List<Long> parse(String text) {
        var range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("--sweep " + text
                    + " is not FROM..TO, for instance 64..1GiB; a size is a number of bytes, or of KiB, MiB or GiB");
        }
        return Sweep.sizes(size(range, 1), size(range, 3));
    }

    /** More than a {@code long} holds is the most it holds, and then refused as too large. */
    private static long size(Matcher range, int group) {
        return (long) (Double.parseDouble(range.group(group)) * UNITS.get(range.group(group + 1)));
    }

    /** Refuses options that would have no effect. */
    static void refuseOthers(ParseResult given) {
        for (var option : NOT_WITH_IT) {
            if (given.hasMatchedOption(option)) {
                throw new IllegalArgumentException(option + " cannot be given with --sweep, which has one worker, no "
                        + "computation, payloads of its own and as many messages as fit in its time; leave it out");
            }
        }
    }
}
