package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** OpenBLAS multiplies what the generator drew. */
class DotProductTest {
    @Test
    void isTheProductOfTheInputs() {
        int size = 7;
        var a = new double[size * size];
        var b = new double[size * size];
        var random = new MersenneTwister(5, 3);
        random.fill(a);
        random.fill(b);
        double last = 0;
        for (int k = 0; k < size; k++) {
            last += a[(size - 1) * size + k] * b[k * size + size - 1];
        }
        try (var task = new DotProduct(size).open(3, 5)) {
            task.inputs(0);
            assertThat((Double) task.compute(0)).isCloseTo(last, within(1e-12));
        }
    }

    @Test
    void theSizeIsBounded() {
        assertThatThrownBy(() -> new DotProduct(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrices of 0×0; from 1 to 10000");
    }
}
