package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.Codec;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SweepTest {
    private static final SweepCourse.Budget QUICK =
            new SweepCourse.Budget(Duration.ofMillis(20), Duration.ofSeconds(30));

    private static Sweep sweep(SweepCourse.Budget budget, List<Long> sizes, Route... routes) {
        try (var session = Session.open()) {
            return session.sweep(Experiment.of(Workload.dot(5)).via(routes), sizes, Monitor.NONE, budget);
        }
    }

    @Test
    void aRangeIsDividedByPowersOfFourAndEndsWithItsLast() {
        assertThat(Sweep.sizes(64, 1 << 20))
                .containsExactly(64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L);
        assertThat(Sweep.sizes(64, 300)).containsExactly(64L, 256L, 300L);
        assertThat(Sweep.sizes(64, 64)).containsExactly(64L);
    }

    @Test
    void sizesThatCannotBeAreRefusedBeforeAnythingStarts() {
        var experiment = Experiment.of(Workload.dot(5));
        assertThatThrownBy(() -> experiment.sweep(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sweep needs at least one size");
        assertThatThrownBy(() -> experiment.sweep(List.of(64L, 0L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a message of 0 bytes; a sweep has sizes from 8 to 1099511627776");
        assertThatThrownBy(() -> experiment.with(Workload.only(() -> "mine")).sweep(List.of(64L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a sweep sends blocks of bytes of each size, and not the object that this experiment makes; take"
                                + " Experiment.of(Workload.dot(500)).via(...).sweep(...)");
    }

    @Test
    void everyRouteIsMeasuredAtEverySize(@TempDir Path directory) {
        var sizes = Sweep.sizes(64, 64 << 10);
        var sweep = sweep(QUICK, sizes, Route.queue(), Route.slots());
        assertThat(sweep.skipped()).isEmpty();
        assertThat(sweep.runs()).hasSize(2 * 2 * sizes.size()).allSatisfy(run -> {
            assertThat(run.verified()).isEqualTo(run.setup().total()).isGreaterThanOrEqualTo(6);
            assertThat(run.setup().workers()).isEqualTo(1);
            assertThat(run.setup().capacity()).isEqualTo(run.log().isEmpty() ? 8 : 1);
        });
        var table = sweep.table();
        assertThat(table.rowCount()).isEqualTo(2 * sizes.size());
        assertThat(table.longColumn("bytes").asList()).startsWith(64L, 256L, 1024L);
        for (var column :
                List.of("p50 (ms)", "low (ms)", "× memory copy", "messages/s", "MB/s", "sender allocates (kB)")) {
            assertThat(table.doubleColumn(column).asList()).as(column).allMatch(value -> value > 0);
        }
        assertThat(table.doubleColumn("copies: system").get(5))
                .as("queue, 64 KiB")
                .isBetween(2.0, 3.0);
        assertThat(table.doubleColumn("copies: user space").get(11))
                .as("slots, 64 KiB")
                .isLessThan(0.1);
        assertThat(sweep.chart().getSeriesCollection()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(sweep.explain().sentences())
                .hasSize(5)
                .first()
                .asString()
                .startsWith("The smallest median is that of");

        var file = directory.resolve("sweep.json");
        sweep.save(file);
        assertThat(Sweep.load(file)).isEqualTo(sweep);
        assertThatThrownBy(() -> Results.load(file))
                .isInstanceOf(HandoffException.class)
                .hasMessage("sweep.json: holds a sweep; read it with Sweep.load");
    }

    @Test
    void resultsAreNoSweep(@TempDir Path directory) {
        var file = directory.resolve("results.json");
        var none = sweep(QUICK, List.of(1L << 40), Route.slots());
        new Results(List.of(), none.machine(), Map.of()).save(file);
        assertThatThrownBy(() -> Sweep.load(file))
                .isInstanceOf(HandoffException.class)
                .hasMessage("results.json: holds the results of an experiment and no sweep; read it with Results.load");
    }

    @Test
    void whatDoesNotFitInMemoryIsSkippedByName() {
        var sweep = sweep(QUICK, List.of(1L << 40), Route.slots(), Route.queue());
        assertThat(sweep.runs()).isEmpty();
        assertThat(sweep.skipped())
                .hasSize(2)
                .first()
                .asString()
                .matches(
                        "Skipped: queue \\(java\\) from 1,099,511,627,776 bytes on: it takes about \\d+ MB of memory, and \\d+ MB may be used");
        assertThat(sweep.text())
                .contains(sweep.skipped().getFirst(), sweep.skipped().getLast());
    }

    @Test
    void whatTakesTooLongIsSkippedByName() {
        var noTime = new SweepCourse.Budget(Duration.ofMillis(20), Duration.ZERO);
        var sweep = sweep(noTime, List.of(64L, 256L), Route.slots());
        assertThat(sweep.runs()).isEmpty();
        assertThat(sweep.skipped())
                .containsExactly(
                        "Skipped: slots (raw) from 64 bytes on: its two runs of the fewest messages, 6 and a warm-up each, would"
                                + " take about 0 s; the time for them is 0 s");
    }

    @Test
    void whatACodecCannotCarryIsSkippedWithItsReason() {
        var sweep = sweep(QUICK, List.of(64L, 4096L), Route.queue().with(new Picky(1_000)));
        assertThat(sweep.runs()).hasSize(2).allMatch(run -> run.setup().payloadBytes() == 64);
        assertThat(sweep.skipped())
                .containsExactly("Skipped: queue (picky) from 4,096 bytes on: at most 1000 bytes, please");
    }

    @Test
    void aDamagedMessageEndsTheSweep() {
        assertThatThrownBy(() -> sweep(QUICK, List.of(64L), Route.queue().with(new Picky(-1))))
                .isInstanceOf(HandoffException.class);
    }

    /** Carries only small messages; with a negative bound, damages them. */
    private record Picky(long most) implements Codec {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "picky";
        }

        @Override
        public void encode(Object value, Sink to) {
            if (most >= 0 && value instanceof Tensor tensor && tensor.data().byteSize() > most) {
                throw new EncodingException("at most " + most + " bytes, please", null);
            }
            Codecs.raw().encode(value, to);
        }

        @Override
        public Object decode(Source from) {
            return most < 0 ? "something else" : Codecs.raw().decode(from);
        }
    }
}
