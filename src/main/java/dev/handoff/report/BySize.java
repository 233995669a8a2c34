package dev.handoff.report;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Run;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * What handing over takes as messages grow. The time of a message runs from the moment at which it is made and there is
 * space for it to the moment at which it is decoded; to make it, to wait for space and to check it are not in it. Immutable;
 * each call makes a new table or chart.
 *
 * @param runs for each way and size a run with a ledger, in which one message was under way at a time, and perhaps one
 *     without, in which more were: from it comes the throughput
 * @param copyNs how long one thread takes to copy so many bytes in memory once, by size; nanoseconds, NaN where not known
 */
public record BySize(List<Run> runs, SortedMap<Long, Double> copyNs) {
    /** Copies the list and the map. */
    public BySize {
        runs = List.copyOf(runs);
        copyNs = Collections.unmodifiableSortedMap(new TreeMap<>(copyNs));
    }

    /**
     * One row for each way and size: the median of the time to hand over with its 95 % interval, percentiles where at least
     * five messages took longer, and how many copies of the same bytes in memory would take as long; the throughput with
     * more messages under way, the making of them included; how often the payload was copied; and what was allocated on the
     * heap for each message.
     *
     * @return language, route, codec, bytes, messages, p50 (ms), low (ms), high (ms), p99 (ms), p99.9 (ms), × memory
     *     copy, under way, messages/s, MB/s, copies: user space, copies: system, sender allocates (kB), receiver allocates
     *     (kB)
     */
    public Table table() {
        return new Columns<>(points())
                .text("language", point -> point.kind().language())
                .text("route", point -> point.kind().route())
                .text("codec", point -> point.kind().codec())
                .count("bytes", Point::bytes)
                .count("messages", Point::messages)
                .number("p50 (ms)", Point::medianMs)
                .number("low (ms)", point -> point.median95().low())
                .number("high (ms)", point -> point.median95().high())
                .number("p99 (ms)", point -> point.percentileMs(0.99))
                .number("p99.9 (ms)", point -> point.percentileMs(0.999))
                .number("× memory copy", this::timesCopy)
                .count("under way", Point::underWay)
                .number("messages/s", Point::messagesPerSecond)
                .number("MB/s", Point::megabytesPerSecond)
                .number("copies: user space", Point::copiedInUserSpace)
                .number("copies: system", Point::copiedBySystem)
                .number("sender allocates (kB)", Point::allocatedBySender)
                .number("receiver allocates (kB)", Point::allocatedByReceiver)
                .table("What handing over takes by size: one message under way at a time; throughput with more");
    }

    /**
     * The median time to hand over, over the size, with the time of one copy in memory as the limit of all that copy.
     *
     * @return a chart of one line for each way, both axes logarithmic, milliseconds over bytes
     * @throws HandoffException if there is no run with a ledger
     */
    public XYChart chart() {
        if (points().isEmpty()) {
            throw new HandoffException(
                    "there is no run of a sweep, so there is nothing to draw; what was skipped is listed");
        }
        return BySizeChart.of(points(), copyNs);
    }

    /**
     * Says which way is the fastest at which size, from which size on it is, and how the time compares with one copy.
     *
     * @return the explanation, without findings; it says so if there is nothing to say
     */
    public Explanation explain() {
        return new Explanation(List.of(), new Crossings(points(), copyNs).sentences());
    }

    private List<Point> points() {
        return Point.of(runs);
    }

    private double timesCopy(Point point) {
        return point.medianMs() * 1e6 / copyNs.getOrDefault(point.bytes(), Double.NaN);
    }
}
