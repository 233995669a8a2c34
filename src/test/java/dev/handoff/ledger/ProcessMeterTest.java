package dev.handoff.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.ledger.ProcessMeter.Reading;
import dev.handoff.memory.Copies;
import dev.handoff.spi.ProcessUse;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ProcessMeterTest {
    @Test
    void theDifferenceOfTwoReadingsIsWhatWasUsedBetweenThem() {
        var earlier = new Reading(1_000_000_000, 10, 20, 30, 40, 50, 60, 70);
        var later = new Reading(3_500_000_000L, 11, 22, 1_033, 44, 55, 66, 77);
        assertThat(later.since(earlier).use(2, 77))
                .isEqualTo(new ProcessUse(2, 2.5, 1, 2, 1.003, 4.0, 77, new ProcessUse.Moved(5, 6, 7)));
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

    @Test
    void whatThisProcessCopiesIsMeasured() throws IOException {
        var block = new byte[5_000_000];
        var before = ProcessMeter.read();
        Copies.copy(MemorySegment.ofArray(block), MemorySegment.ofArray(new byte[block.length]));
        try (var nowhere = new FileOutputStream("/dev/null");
                var zeros = new FileInputStream("/dev/zero")) {
            nowhere.write(block);
            zeros.readNBytes(3_000_000);
        }
        var moved = ProcessMeter.read().since(before).use(0, 0).moved();
        assertThat(moved.copiedBytes()).isEqualTo(5_000_000);
        assertThat(moved.writtenBytes()).isBetween(5_000_000.0, 5_500_000.0);
        assertThat(moved.readBytes()).isBetween(3_000_000.0, 3_500_000.0);
        assertThat(moved.bytes()).isEqualTo(moved.copiedBytes() + moved.kernelBytes());
    }
}
