package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.core.source32.MersenneTwister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same numbers as those of a well-kept generator, and as NumPy's. */
class MersenneTwisterTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "1, 2, 311", "7, 0, 312", "7, 15, 313", "-1, 3, 250000"})
    void isMt19937(int seed, int worker, int count) {
        var ours = new double[count];
        new dev.handoff.workload.MersenneTwister(seed, worker).fill(ours);
        var theirs = new MersenneTwister(new int[] {seed, worker});
        for (int i = 0; i < count; i++) {
            double expected = ((theirs.nextInt() >>> 5) * 67108864.0 + (theirs.nextInt() >>> 6)) / (1L << 53);
            assertThat(ours[i]).as("number %d", i).isEqualTo(expected);
        }
    }

    @Test
    void goesOnWhereItStopped() {
        var whole = new double[1001];
        new dev.handoff.workload.MersenneTwister(3, 4).fill(whole);
        var pieces = new dev.handoff.workload.MersenneTwister(3, 4);
        var first = new double[400];
        var rest = new double[601];
        pieces.fill(first);
        pieces.fill(rest);
        assertThat(first).isEqualTo(java.util.Arrays.copyOf(whole, 400));
        assertThat(rest).isEqualTo(java.util.Arrays.copyOfRange(whole, 400, 1001));
    }

    /** {@code numpy.random.RandomState([1, 2]).random_sample(3)} with NumPy 2.4.6. */
    @Test
    void isNumPys() {
        var numbers = new double[3];
        new dev.handoff.workload.MersenneTwister(1, 2).fill(numbers);
        assertThat(numbers).containsExactly(0x1.2b45704626fe0p-1, 0x1.08bc9db7caa84p-2, 0x1.99fe7827eb694p-2);
    }
}
