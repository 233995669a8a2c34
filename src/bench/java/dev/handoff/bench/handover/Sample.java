package dev.handoff.bench.handover;

import java.util.Arrays;

/**
 * What a round gave, nanoseconds.
 *
 * @param median of it
 * @param high its 99th percentile
 */
record Sample(double median, double high) {
    static Sample of(long[] ns, double share) {
        var sorted = ns.clone();
        Arrays.sort(sorted);
        return new Sample(share * sorted[(sorted.length - 1) / 2], share * sorted[(int) ((sorted.length - 1) * 0.99)]);
    }

    @Override
    public String toString() {
        return median + " " + high;
    }
}
