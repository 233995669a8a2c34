package dev.handoff.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.ledger.ProcessMeter.Reading;
import dev.handoff.memory.Copies;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.ProcessUse.Moved;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {
    @Test
    void theDifferenceOfTwoReadingsIsWhatWasUsedBetweenThem() {
        var earlier = new Reading(1_000_000_000, 10, 20, 30, 40, new Moved(50, 60, 70));
        var later = new Reading(3_500_000_000L, 11, 22, 1_033, 44, new Moved(55, 66, 77));
        assertThat(later.since(earlier).use(2, 77))
                .isEqualTo(new ProcessUse(2, 2.5, 1, 2, 1.003, 4.0, 77, new Moved(5, 6, 7)));
    }

    @Test
    void theRestOfAProcessIsWhatItUsedWithoutAThreadAndNeverLessThanNothing() {
        var process = new Reading(1_000, 10, 20, 30, 40, new Moved(50, 60, 70));
        assertThat(process.without(new Reading(600, 4, 21, Double.NaN, 15, new Moved(0, 20, 80))))
                .isEqualTo(new Reading(400, 6, 0, 30, 25, new Moved(50, 40, 0)));
    }

    @Test
    void aThreadsReadingIsItsOwn() throws InterruptedException {
        var used = new Reading[1];
        var kept = new byte[1][];
        var before = ProcessMeter.ofThread();
        var other = Thread.ofPlatform().start(() -> {
            var own = ProcessMeter.ofThread();
            kept[0] = new byte[5_000_000];
            do { // until it is more than what the system counts in
                Arrays.fill(kept[0], (byte) 1);
                used[0] = ProcessMeter.ofThread().since(own);
            } while (used[0].cpuNs() == 0);
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

    @Test
    void whatThisProcessCopiesIsMeasured() throws IOException {
        var block = new byte[5_000_000];
        var before = ProcessMeter.ofProcess();
        Copies.copy(MemorySegment.ofArray(block), MemorySegment.ofArray(new byte[block.length]));
        try (var nowhere = new FileOutputStream("/dev/null");
                var zeros = new FileInputStream("/dev/zero")) {
            nowhere.write(block);
            zeros.readNBytes(3_000_000);
        }
        var moved = ProcessMeter.ofProcess().since(before).use(0, 0).moved();
        assertThat(moved.copiedBytes()).isEqualTo(5_000_000);
        assertThat(moved.writtenBytes()).isBetween(5_000_000.0, 5_500_000.0);
        assertThat(moved.readBytes()).isBetween(3_000_000.0, 3_500_000.0);
        assertThat(moved.bytes()).isEqualTo(moved.copiedBytes() + moved.kernelBytes());
    }
}
