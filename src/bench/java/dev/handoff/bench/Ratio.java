package dev.handoff.bench;

import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How many times one figure is another. Rounds are compared one by one, because a machine that slows down slows both; the
 * value is the median of the rounds' ratios, the bounds are its 95 % percentile interval from resampled rounds (B. Efron,
 * Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics 7, 1979). With few rounds that is from the least to
 * the greatest of them.
 *
 * @param value the median ratio
 * @param low the lower bound
 * @param high the upper bound
 */
public record Ratio(double value, double low, double high) {
    private static final int RESAMPLES = 2000;
    private static final long SEED = 20230314;

    static Ratio of(List<Double> ours, List<Double> theirs) {
        var ratios = IntStream.range(0, ours.size())
                .mapToDouble(i -> ours.get(i) / theirs.get(i))
                .toArray();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        var medians = IntStream.range(0, RESAMPLES)
                .mapToDouble(_ -> median(
                        IntStream.range(0, ratios.length).mapToDouble(_ -> ratios[random.nextInt(ratios.length)])))
                .sorted()
                .toArray();
        int tail = RESAMPLES / 40;
        return new Ratio(median(DoubleStream.of(ratios)), medians[tail], medians[RESAMPLES - 1 - tail]);
    }

    /** The median of what was measured. */
    public static double median(Collection<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue));
    }

    /** The median; of an even number, the mean of the middle two. */
    public static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
