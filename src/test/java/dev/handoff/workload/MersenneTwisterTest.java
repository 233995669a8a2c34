package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MersenneTwisterTest {
    private static double[] draw(int count, int... seed) {
        var numbers = new double[count];
        new MersenneTwister(seed).fill(MemorySegment.ofArray(numbers));
        return numbers;
    }

    /** The generator of Commons RNG gives the same words; NumPy makes a double of two of them as said here. */
    @ParameterizedTest
    @CsvSource({"0,0", "1,2", "42,15", "-1,3", "2147483647,-2147483648"})
    void isTheGeneratorOfCommonsRng(int seed, int worker) {
        var words = new org.apache.commons.rng.core.source32.MersenneTwister(new int[] {seed, worker});
        var expected = new double[5_000];
        for (int i = 0; i < expected.length; i++) {
            int high = words.nextInt() >>> 5;
            int low = words.nextInt() >>> 6;
            expected[i] = ((long) high << 26 | low) * 0x1p-53;
        }
        assertThat(draw(expected.length, seed, worker)).isEqualTo(expected);
    }

    /** {@code numpy.random.RandomState([1, 2]).random_sample(2000)} of NumPy 2.4.6, around the ends of its state. */
    @Test
    void isTheGeneratorOfNumPy() {
        var numbers = draw(2000, 1, 2);
        assertThat(numbers[0]).isEqualTo(0x1.2b45704626fe0p-1);
        assertThat(numbers[1]).isEqualTo(0x1.08bc9db7caa84p-2);
        assertThat(numbers[2]).isEqualTo(0x1.99fe7827eb694p-2);
        assertThat(numbers[3]).isEqualTo(0x1.7528e1b0f2812p-1);
        assertThat(numbers[311]).isEqualTo(0x1.2f11700d01c70p-4);
        assertThat(numbers[312]).isEqualTo(0x1.26cb6b909eb52p-1);
        assertThat(numbers[1999]).isEqualTo(0x1.1c518ea2bf0a8p-2);
        assertThat(draw(2, 0, 15)).containsExactly(0x1.127086049f670p-5, 0x1.54e6455e15596p-1);
        assertThat(draw(2, (int) 4_294_967_295L, 3)).containsExactly(0x1.52273dabf1243p-1, 0x1.94602965aee74p-1);
    }

    @Test
    void howTheNumbersAreAskedForDoesNotChangeThem() {
        var once = draw(1_000, 7, 1);
        var generator = new MersenneTwister(7, 1);
        int at = 0;
        for (int count : new int[] {0, 1, 311, 1, 312, 313, 62}) {
            var some = new double[count];
            generator.fill(MemorySegment.ofArray(some));
            for (double number : some) {
                assertThat(number).isEqualTo(once[at++]);
            }
        }
        assertThat(at).isEqualTo(1_000);
    }
}
