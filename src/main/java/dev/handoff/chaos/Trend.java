package dev.handoff.chaos;

import java.util.Arrays;

/**
 * The straight line through values that were taken one after the other, by least squares. Values beside each other depend on
 * one another, so what the line goes through are the means of twenty blocks of neighbours.
 *
 * @param mean of all values
 * @param slope by how much they grow from one value to the next
 * @param low the lower end of the slope's 95 % interval
 * @param high the upper end
 */
record Trend(double mean, double slope, double low, double high) {
    private static final int BLOCKS = 20;
    /** What 95 % of Student's distribution with 18 degrees of freedom are within. */
    private static final double T = 2.101;

    static final int FEWEST = BLOCKS;

    /** The line through values, of which a rest that fills no block is left out at the beginning. */
    static Trend of(double[] values) {
        int block = values.length / BLOCKS;
        int rest = values.length - block * BLOCKS;
        var y = new double[BLOCKS];
        Arrays.setAll(
                y,
                i -> Arrays.stream(values, rest + i * block, rest + (i + 1) * block)
                        .average()
                        .orElseThrow());
        double mean = Arrays.stream(y).average().orElseThrow();
        double middle = (BLOCKS - 1) / 2.0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < BLOCKS; i++) {
            xx += (i - middle) * (i - middle);
            xy += (i - middle) * (y[i] - mean);
        }
        double slope = xy / xx;
        double residual = 0;
        for (int i = 0; i < BLOCKS; i++) {
            double off = y[i] - mean - slope * (i - middle);
            residual += off * off;
        }
        double error = T * Math.sqrt(residual / (BLOCKS - 2) / xx);
        return new Trend(mean, slope / block, (slope - error) / block, (slope + error) / block);
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
