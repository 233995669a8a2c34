package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class BySizeTest {
    private static final long KIB = 1024;

    /** A run in which each message takes this long to hand over, a tenth of it to decode. */
    private static Hand point(String route, String codec, long bytes, double ms) {
        return Hand.period(2 * ms)
                .way("java", route, codec)
                .phase(Phase.INPUTS, 7)
                .phase(Phase.COMPUTE, 7)
                .phase(Phase.PRODUCE, 7)
                .phase(Phase.WAIT_FOR_SPACE, 7)
                .phase(Phase.BUFFERED, 0.1 * ms)
                .phase(Phase.ENCODE, 0.4 * ms)
                .phase(Phase.WAIT_FOR_TURN, 0.1 * ms)
                .phase(Phase.WRITE, 0.3 * ms)
                .phase(Phase.DECODE, 0.1 * ms)
                .phase(Phase.CONSUME, 0.05 * ms)
                .copied(route.equals("queue") ? 4 : 0)
                .cpu(0.1, 0.1)
                .payloadBytes(bytes);
    }

    private static Stream<Run> runs(String route, String codec, double... ms) {
        return IntStream.range(0, ms.length).boxed().flatMap(i -> {
            long bytes = (long) (64 * Math.pow(1024, i));
            return Stream.of(
                    point(route, codec, bytes, ms[i]).run(),
                    point(route, codec, bytes, ms[i]).noLedger().run());
        });
    }

    private static BySize sweep(double[] queue, double[] slots) {
        return new BySize(
                Stream.concat(runs("queue", "java", queue), runs("slots", "raw", slots))
                        .toList(),
                new TreeMap<>(Map.of(64L, 5.0, 64 * KIB, 8_000.0, 64 * KIB * KIB, 8_000_000.0)));
    }

    private static final BySize CROSSED = sweep(new double[] {0.04, 0.2, 80}, new double[] {0.05, 0.05, 0.05});

    @Test
    void theTableIsWrittenDown() {
        assertThat(text(CROSSED.table())).isEqualTo("""
                        language | route | codec | bytes | messages | p50 (ms) | low (ms) | high (ms) | p99 (ms) | p99.9 (ms) | × memory copy | under way | messages/s | MB/s | copies: user space | copies: system | sender allocates (kB) | receiver allocates (kB)
                        java | queue | java | 64 | 40 | 0.0400 | 0.0400 | 0.0400 | – | – | 8,000 | 8 | 12,500 | 0.800 | 2.00 | 2.00 | 500 | 125
                        java | queue | java | 65,536 | 40 | 0.200 | 0.200 | 0.200 | – | – | 25.0 | 8 | 2,500 | 164 | 2.00 | 2.00 | 500 | 125
                        java | queue | java | 67,108,864 | 40 | 80.0 | 80.0 | 80.0 | – | – | 10.0 | 8 | 6.25 | 419 | 2.00 | 2.00 | 500 | 125
                        java | slots | raw | 64 | 40 | 0.0500 | 0.0500 | 0.0500 | – | – | 10,000 | 8 | 10,000 | 0.640 | 0 | 0 | 500 | 125
                        java | slots | raw | 65,536 | 40 | 0.0500 | 0.0500 | 0.0500 | – | – | 6.25 | 8 | 10,000 | 655 | 0 | 0 | 500 | 125
                        java | slots | raw | 67,108,864 | 40 | 0.0500 | 0.0500 | 0.0500 | – | – | 0.00625 | 8 | 10,000 | 671,089 | 0 | 0 | 500 | 125
                        """);
    }

    @Test
    void saysFromWhichSizeOnARouteIsFaster() {
        assertThat(CROSSED.explain()).hasToString("""
                        The smallest median is that of java queue from 64 bytes on (0.0400 ms), then java slots from 64 KiB on (0.0500 ms).
                        From 64 KiB on, java slots is faster than java queue (0.0500 ms against 0.200 ms).
                        To hand over 64 MiB takes java queue 80.0 ms, 10.0 times as long as to copy it once in memory (8.00 ms); it was copied 4.0 times.
                        To hand over 64 MiB takes java slots 0.0500 ms, 0.00625 times as long as to copy it once in memory (8.00 ms); it was copied 0.0 times.
                        Each of these is one run: its interval is that of its messages. On a machine that does other work, too, the next run may say something else.""");
    }

    @Test
    void callsNothingFasterThatMayBeChance() {
        assertThat(sweep(new double[] {0.05, 0.05, 0.05}, new double[] {0.05, 0.05, 0.05})
                        .explain()
                        .sentences())
                .contains(
                        "At the largest size that both carried, it is not certain that java queue is faster than java slots.");
        assertThat(sweep(new double[] {0.04, 0.04, 0.04}, new double[] {0.05, 0.05, 0.05})
                        .explain()
                        .sentences())
                .contains(
                        "At every size that both carried, java queue is faster than java slots; at 64 bytes (0.0400 ms against"
                                + " 0.0500 ms).");
    }

    @Test
    void isDrawnWhereMemoryDidNotAllowACopyOfTheLargest() {
        var copyNs = new TreeMap<>(Map.of(64L, 5.0, 65_536L, Double.NaN));
        var runs = List.of(
                point("queue", "java", 64, 1).run(),
                point("queue", "java", 65_536, 2).run());
        assertThat(new BySize(runs, copyNs).chart().getStyler().getYAxisMax()).isEqualTo(4);
    }

    @Test
    void percentilesAreGivenWhereFiveMessagesTookLonger() {
        var point = Point.of(List.of(point("queue", "java", 64, 1).messages(125).run()))
                .getFirst();
        assertThat(point.messages()).isEqualTo(500);
        assertThat(point.percentileMs(0.99)).isEqualTo(1);
        assertThat(point.percentileMs(0.999)).isNaN();
    }

    @Test
    void theIntervalOfAMedianIsBetweenRanks() {
        var sorted = IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList();
        assertThat(new Point(null, null, sorted).median95()).isEqualTo(new Interval(40, 61));
        assertThat(new Point(null, null, sorted.subList(0, 6)).median95()).isEqualTo(new Interval(1, 6));
        assertThat(new Point(null, null, sorted.subList(0, 5)).median95()).isEqualTo(Interval.UNKNOWN);
    }

    @Test
    void handingOverEndsWithTheDecodingAndBeginsWhenThereIsSpaceForWhatWasMade() {
        // begun at 0; made at 60, space at 100; published at 260; decoded at 300
        var phases = List.of(10L, 20L, 30L, 40L, 50L, 10L, 60L, 40L);
        var message = new Message(0, 0, 0, phases, 260, 0, 250, 270, 300, 999);
        assertThat(Point.handOverNs(message)).isEqualTo(200);
    }

    @Test
    void aSweepOfNothingSaysSo() {
        var nothing = new BySize(List.of(), new TreeMap<>());
        assertThat(nothing.table().rowCount()).isZero();
        assertThat(nothing.explain()).hasToString("Nothing was measured, so there is nothing to compare.");
        assertThatThrownBy(nothing::chart)
                .isInstanceOf(HandoffException.class)
                .hasMessage("there is no run of a sweep, so there is nothing to draw; what was skipped is listed");
    }

    private static String text(Table table) {
        return TablesTest.text(table);
    }
}
