package dev.handoff.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.ledger.ProcessMeter.Reading;
import dev.handoff.spi.ProcessUse;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {
    @Test
    void theDifferenceOfTwoReadingsIsWhatWasUsedBetweenThem() {
        var earlier = new Reading(1_000_000_000, 10, 20, 30, 40);
        var later = new Reading(3_500_000_000L, 11, 22, 1_033, 44);
        assertThat(later.since(earlier).use(2, 77)).isEqualTo(new ProcessUse(2, 2.5, 1, 2, 1.003, 4.0, 77));
    }

    @Test
    void whatThisProcessAllocatesIsMeasured() throws InterruptedException {
        var before = ProcessMeter.read();
        var kept = new byte[1][];
        var other = Thread.ofPlatform().start(() -> kept[0] = new byte[5_000_000]);
        other.join(); // a thread that has ended counts
        var used = ProcessMeter.read().since(before);
        assertThat(kept[0]).hasSize(5_000_000);
        assertThat(used.allocated()).isGreaterThanOrEqualTo(5_000_000);
        assertThat(used.gcMs()).isNotNegative();
    }
}
