package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.Run;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How far the median of the milliseconds a message could be off by chance: 95 % percentile intervals, from a fixed seed,
 * so that the same runs always give the same interval.
 *
 * <p>With five repeats or more the repeats are resampled. With fewer, what is resampled are the gaps between successive
 * completions inside each run, in blocks of neighbours: the gaps depend on one another (a queue that has just been
 * emptied is filled again), and drawing them one by one would make the interval too narrow. The last gap is the neighbour
 * of the first one, so that all are drawn equally often: the longest are often at the beginning, and an interval that
 * rarely drew them would lie below its own estimate. This is the circular block bootstrap (D. N. Politis and J. P. Romano, A
 * Circular Block-Resampling Procedure for Stationary Data, in Exploring the Limits of Bootstrap, 1992). It knows how unsteady
 * a run was, not how much runs differ; runs from cold, which differ by their start, get no interval from it.
 */
final class Bootstrap {
    static final int ENOUGH_REPEATS = 5;
    static final int ENOUGH_GAPS = 30;

    private static final int RESAMPLES = 1000;
    private static final double TAIL = 0.025;
    private static final long SEED = 20230314;
    private static final double[] NONE = {};

    private Bootstrap() {}

    /** The interval of a group's milliseconds a message. */
    static Interval of(Group group) {
        return percentiles(medians(group, SEED));
    }

    /** The interval of how many times one group's milliseconds a message are another's, drawn apart from each other. */
    static Interval ofRatio(Group group, Group to) {
        var over = medians(group, SEED);
        var under = medians(to, SEED + 1);
        int known = Math.min(over.length, under.length);
        var ratios = new double[known];
        Arrays.setAll(ratios, i -> over[i] / under[i]);
        return percentiles(ratios);
    }

    /** The medians of samples that were drawn again; none where there is too little to draw from. */
    private static double[] medians(Group group, long seed) {
        var runs = group.runs();
        if (runs.size() >= ENOUGH_REPEATS) {
            return ofRepeats(runs.stream().mapToDouble(Group::messageMs).toArray(), seed);
        }
        return !group.kind().warm() ? NONE : ofGaps(runs, seed);
    }

    private static double[] ofRepeats(double[] values, long seed) {
        var random = random(seed);
        var medians = new double[RESAMPLES];
        var sample = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.setAll(sample, j -> values[random.nextInt(values.length)]);
            medians[i] = median(sample);
        }
        return medians;
    }

    private static double[] ofGaps(List<Run> runs, long seed) {
        var gaps = runs.stream().map(Bootstrap::gapsMs).toList();
        if (gaps.stream().anyMatch(g -> g.length < ENOUGH_GAPS)) {
            return NONE;
        }
        var random = random(seed);
        var medians = new double[RESAMPLES];
        var sample = new double[runs.size()];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int r = 0; r < sample.length; r++) {
                sample[r] = resampled(runs.get(r), gaps.get(r), random);
            }
            medians[i] = median(sample);
        }
        return medians;
    }

    /** The milliseconds a message had the gaps come in another order; the time to the first completion stays. */
    private static double resampled(Run run, double[] gaps, RandomGenerator random) {
        int block = Math.min(Math.max(run.setup().workers(), (int) Math.ceil(Math.cbrt(gaps.length))), gaps.length / 4);
        double sum = 0;
        for (int taken = 0; taken < gaps.length; ) {
            int from = random.nextInt(gaps.length);
            for (int i = 0; i < block && taken < gaps.length; i++, taken++) {
                sum += gaps[(from + i) % gaps.length];
            }
        }
        double lead = run.timing().seconds() * 1e3 - Arrays.stream(gaps).sum();
        return (lead + sum) / run.setup().total();
    }

    private static double[] gapsMs(Run run) {
        var done = run.log().stream().mapToLong(Message::doneNs).sorted().toArray();
        var gaps = new double[Math.max(0, done.length - 1)];
        Arrays.setAll(gaps, i -> (done[i + 1] - done[i]) / 1e6);
        return gaps;
    }

    /** The median; NaN of nothing, and where any value is NaN. */
    static double median(double[] values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static Interval percentiles(double[] values) {
        if (values.length == 0) {
            return Interval.UNKNOWN;
        }
        Arrays.sort(values);
        int low = (int) Math.floor(TAIL * (values.length - 1));
        return new Interval(values[low], values[values.length - 1 - low]);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
