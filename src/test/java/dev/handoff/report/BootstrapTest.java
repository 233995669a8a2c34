package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Run;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static Interval of(Stream<Run> runs) {
        return Bootstrap.of(Group.of(runs.toList()).getFirst());
    }

    private static Stream<Run> repeats(double... periods) {
        return IntStream.range(0, periods.length)
                .mapToObj(i -> Hand.period(periods[i]).repeat(i).noLedger().run());
    }

    @Test
    void fiveRepeatsAreResampled() {
        var interval = of(repeats(10, 11, 12, 13, 30));
        assertThat(interval.low()).isBetween(10.0, 11.0);
        assertThat(interval.high()).isBetween(13.0, 30.0);
    }

    @Test
    void fourRepeatsWithoutALedgerAreTooFew() {
        assertThat(of(repeats(10, 11, 12, 13)).known()).isFalse();
    }

    @Test
    void gapsThatAreAllAlikeGiveAnIntervalWithoutWidth() {
        var interval = of(Stream.of(Hand.period(10).run()));
        assertThat(interval.low()).isBetween(9.999, 10.001);
        assertThat(interval.high()).isBetween(9.999, 10.001);
    }

    @Test
    void anUnsteadyRunHasAnIntervalAroundItsTime() {
        var group = Group.of(List.of(Sample.slots(Arm.HEAVY, 0))).getFirst();
        var interval = Bootstrap.of(group);
        assertThat(interval.low()).isLessThan(group.messageMs()).isGreaterThan(group.messageMs() * 0.8);
        assertThat(interval.high()).isGreaterThan(group.messageMs()).isLessThan(group.messageMs() * 1.2);
    }

    @Test
    void gapsAtTheBeginningAreDrawnAsOftenAsAnyOther() {
        var runs = IntStream.range(0, 3)
                .mapToObj(i -> Hand.period(10)
                        .repeat(i)
                        .messages(1000)
                        .slowStart(1, 10_000)
                        .run());
        var group = Group.of(runs.toList()).getFirst();
        var interval = Bootstrap.of(group);
        assertThat(interval.low()).isLessThan(group.messageMs());
        assertThat(interval.high()).isGreaterThan(group.messageMs());
    }

    @Test
    void thirtyGapsAreNeeded() {
        assertThat(of(Stream.of(Hand.period(10).messages(7).run())).known())
                .as("27 gaps")
                .isFalse();
        assertThat(of(Stream.of(Hand.period(10).messages(8).run())).known())
                .as("31 gaps")
                .isTrue();
    }

    @Test
    void oneRunFromColdSaysNothingOfHowStartsDiffer() {
        assertThat(of(Stream.of(Hand.period(10).cold().run())).known()).isFalse();
    }

    @Test
    void theSameRunsGiveTheSameInterval() {
        var run = Sample.slots(Arm.HEAVY, 0);
        assertThat(of(Stream.of(run))).isEqualTo(of(Stream.of(run)));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Bootstrap.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Bootstrap.median(new double[] {5, 1, 3})).isEqualTo(3);
        assertThat(Bootstrap.median(new double[] {})).isNaN();
        assertThat(Bootstrap.median(new double[] {1, Double.NaN})).isNaN();
    }
}
