package dev.handoff.report;

import dev.handoff.spi.Arm;
import java.util.Comparator;
import java.util.List;

/**
 * How a way of travelling stands among all others that carry the payload.
 *
 * @param heavy its heavy runs
 * @param interval of the milliseconds a message
 * @param timesControl its heavy over its control arm
 * @param timesBest its heavy over that of the fastest way
 * @param verdict against the fastest way; empty where there are too few samples to say
 * @param twin the runs in the other language that it is set against; null if there are none
 */
record Standing(Group heavy, Interval interval, Ratio timesControl, Ratio timesBest, String verdict, Twin twin) {
    static final String BEST = "best";
    static final String EQUAL = "equal to the best";
    static final String SLOWER = "slower";

    /** A ratio of two groups' milliseconds a message; NaN without the second. */
    record Ratio(double value, Interval interval) {
        static final Ratio UNKNOWN = new Ratio(Double.NaN, Interval.UNKNOWN);

        static Ratio of(Group group, Group to) {
            return new Ratio(group.messageMs() / to.messageMs(), Bootstrap.ofRatio(group, to));
        }

        /** Of one that is at least 1: whether that may be chance; empty where there are too few samples to say. */
        String verdict() {
            if (!interval.known()) {
                return "";
            }
            return interval.low() <= 1 ? EQUAL : SLOWER;
        }
    }

    /** All ways that have a warm heavy run, the fastest first. */
    static List<Standing> of(List<Group> groups) {
        var heavy = groups.stream()
                .filter(group -> group.kind().arm() == Arm.HEAVY)
                .sorted(Comparator.comparingDouble(Group::messageMs))
                .toList();
        return heavy.stream().map(group -> of(group, heavy, groups)).toList();
    }

    private static Standing of(Group group, List<Group> heavy, List<Group> groups) {
        var best = heavy.getFirst();
        boolean isBest = group.kind().equals(best.kind());
        var timesBest = isBest ? new Ratio(1, new Interval(1, 1)) : Ratio.of(group, best);
        var control = groups.stream()
                .filter(other -> other.kind().equals(group.kind().with(Arm.CONTROL)))
                .findFirst()
                .map(other -> Ratio.of(group, other))
                .orElse(Ratio.UNKNOWN);
        return new Standing(
                group,
                Bootstrap.of(group),
                control,
                timesBest,
                isBest ? BEST : timesBest.verdict(),
                Twin.of(group, heavy));
    }
}
