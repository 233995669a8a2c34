package dev.handoff.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SoakTest {
    private static double[] values(int count, double slope, double noise) {
        var random = new SplittableRandom(7);
        var values = new double[count];
        Arrays.setAll(values, i -> 100 + slope * i + noise * random.nextGaussian());
        return values;
    }

    @Test
    void whatStaysDoesNotGrow() {
        var trend = Trend.of(values(100, 0, 0));
        assertThat(trend).isEqualTo(new Trend(100, 0, 0, 0));
        assertThat(trend.grows(100, 0)).isFalse();
    }

    @Test
    void noiseDoesNotGrow() {
        assertThat(Trend.of(values(1000, 0, 5)).grows(1000, 0.5)).isFalse();
    }

    @Test
    void oneMoreInAHundredRoundsGrows() {
        var trend = Trend.of(values(1000, 0.01, 1));
        assertThat(trend.slope()).isCloseTo(0.01, within(0.002));
        assertThat(trend.low()).isLessThan(0.01);
        assertThat(trend.high()).isGreaterThan(0.01);
        assertThat(trend.grows(1000, 0.5)).isTrue();
        assertThat(trend.grows(1000, 20)).as("what does not matter").isFalse();
    }

    @Test
    void aStepDoesNotGrowAndAStaircaseDoes() {
        var step = values(1000, 0, 0.1);
        var staircase = values(1000, 0, 0.1);
        for (int i = 0; i < 1000; i++) {
            step[i] += i < 700 ? 0 : 30;
            staircase[i] += 20 * (i / 125);
        }
        assertThat(Trend.of(step).grows(1000, 1)).isFalse();
        assertThat(Trend.of(staircase).grows(1000, 100)).isTrue();
    }

    @Test
    void aShortSoakTellsOfAllThatIsHeldAndLeavesNothing() {
        var before = Residue.now();
        var soak = Soak.run(Soak.FEWEST, round -> {});

        assertThat(soak.trends().keySet()).containsExactly(Soak.Held.values());
        assertThat(soak.trends().values()).allMatch(trend -> trend.low() <= trend.high() && trend.mean() > 0);
        assertThat(soak.text()).contains("threads", "descriptors").endsWith("100 rounds");
        assertThat(Residue.now()).isEqualTo(before);
    }

    @Test
    void tooFewRoundsAreRefused() {
        assertThatThrownBy(() -> Soak.run(99, round -> {}))
                .hasMessage("a soak of 99 rounds; it must be from 100 to 1000000");
    }
}
