package dev.handoff.bench.handover;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a round gave, nanoseconds.
 *
 * @param median of it
 * @param high its 99th percentile
 */
record Sample(double median, double high) {
    /** Of round trips: half of what they took. */
    static Sample ofHalves(long[] ns) {
        return of(ns, 0.5);
    }

    /** Of one way. */
    static Sample of(long[] ns) {
        return of(ns, 1);
    }

    private static Sample of(long[] ns, double share) {
        var sorted = ns.clone();
        Arrays.sort(sorted);
        return new Sample(share * sorted[(sorted.length - 1) / 2], share * sorted[(int) ((sorted.length - 1) * 0.99)]);
    }

    /** The medians over rounds. */
    static Sample typical(List<Sample> rounds) {
        return new Sample(middle(rounds, Sample::median), middle(rounds, Sample::high));
    }

    private static double middle(List<Sample> rounds, ToDoubleFunction<Sample> figure) {
        return rounds.stream()
                .mapToDouble(figure)
                .sorted()
                .skip((rounds.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    /** As a player answers. */
    @Override
    public String toString() {
        return median + " " + high;
    }
}
