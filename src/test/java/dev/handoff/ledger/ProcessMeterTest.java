package dev.handoff.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.ledger.ProcessMeter.Reading;
import dev.handoff.spi.ProcessUse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {
    @Test
    void theDifferenceOfTwoReadingsIsWhatWasUsedBetweenThem() {
        var earlier = new Reading(1_000_000_000, 10, 20, 30, 40);
        var later = new Reading(3_500_000_000L, 11, 22, 1_033, 44);
        assertThat(later.since(earlier).use(2, 77)).isEqualTo(new ProcessUse(2, 2.5, 1, 2, 1.003, 4.0, 77));
    }

    @Test
    void theRestOfAProcessIsWhatItUsedWithoutAThreadAndNeverLessThanNothing() {
        var process = new Reading(1_000, 10, 20, 30, 40);
        assertThat(process.without(new Reading(600, 4, 21, Double.NaN, 15))).isEqualTo(new Reading(400, 6, 0, 30, 25));
    }

    @Test
    void aThreadsReadingIsItsOwn() throws InterruptedException {
        var used = new Reading[1];
        var kept = new byte[1][];
        var before = ProcessMeter.ofThread();
        var other = Thread.ofPlatform().start(() -> {
            var own = ProcessMeter.ofThread();
            kept[0] = new byte[5_000_000];
            Arrays.fill(kept[0], (byte) 1);
            used[0] = ProcessMeter.ofThread().since(own);
        });
        other.join();
        assertThat(kept[0]).hasSize(5_000_000);
        assertThat(used[0].cpuNs()).isPositive();
        assertThat(used[0].allocated()).isGreaterThanOrEqualTo(5_000_000);
        assertThat(ProcessMeter.ofThread().since(before).allocated()).isLessThan(5_000_000);
        assertThat(used[0].use(3, -1).gcPauseSeconds()).isNaN();
    }

    @Test
    void whatThisProcessAllocatesIsMeasured() throws InterruptedException {
        var before = ProcessMeter.ofProcess();
        var kept = new byte[1][];
        var other = Thread.ofPlatform().start(() -> kept[0] = new byte[5_000_000]);
        other.join(); // a thread that has ended counts
        var used = ProcessMeter.ofProcess().since(before);
        assertThat(kept[0]).hasSize(5_000_000);
        assertThat(used.allocated()).isGreaterThanOrEqualTo(5_000_000);
        assertThat(used.gcMs()).isNotNegative();
    }
}
