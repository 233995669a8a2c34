package dev.handoff.chaos;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * By how much values grow that were taken one after the other: the median of the slopes between any two of them, with the
 * interval that belongs to it (P. K. Sen, 1968). A JVM that takes some memory once and keeps it does not grow, though least
 * squares would say that it does; what grows in steps, again and again, does. Values beside each other depend on one another, so
 * what is compared are the means of twenty blocks of neighbours.
 *
 * @param mean of all values
 * @param slope by how much they grow from one value to the next
 * @param low the lower end of the slope's 95 % interval
 * @param high the upper end
 */
record Trend(double mean, double slope, double low, double high) {
    private static final int BLOCKS = 20;
    private static final int PAIRS = BLOCKS * (BLOCKS - 1) / 2;
    /** Kendall's statistic of values that do not grow is within it in 95 %. */
    private static final double WITHIN = 1.96 * Math.sqrt(BLOCKS * (BLOCKS - 1) * (2 * BLOCKS + 5) / 18.0);

    /** The growth of values, of which a rest that fills no block is left out at the beginning. */
    static Trend of(double[] values) {
        int block = values.length / BLOCKS;
        int rest = values.length - block * BLOCKS;
        var means = IntStream.range(0, BLOCKS)
                .mapToDouble(i -> Arrays.stream(values, rest + i * block, rest + (i + 1) * block)
                        .average()
                        .orElseThrow())
                .toArray();
        var slopes = IntStream.range(0, BLOCKS)
                .boxed()
                .flatMapToDouble(later -> IntStream.range(0, later)
                        .mapToDouble(earlier -> (means[later] - means[earlier]) / (later - earlier) / block))
                .sorted()
                .toArray();
        return new Trend(
                Arrays.stream(means).average().orElseThrow(),
                (slopes[PAIRS / 2 - 1] + slopes[PAIRS / 2]) / 2,
                slopes[(int) ((PAIRS - WITHIN) / 2) - 1],
                slopes[(int) Math.ceil((PAIRS + WITHIN) / 2)]);
    }

    /**
     * Whether the values grow: certainly, and by more than does not matter.
     *
     * @param steps over how many values
     * @param matters what growth over all of them does not matter
     */
    boolean grows(int steps, double matters) {
        return low * steps > matters;
    }
}
