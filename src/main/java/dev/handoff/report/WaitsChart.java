package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.knowm.xchart.XYChart;

/** The distribution of the wait in the queue, with room for its tail. */
final class WaitsChart {
    private static final long LONGEST_NS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    /** What is shorter is drawn as this, and the axis says so: it has no 0, and the stamps themselves take a tenth of it. */
    private static final double SHORTEST_MS = 0.001;

    private static final double FEW_DECADES = 100;
    private static final int BEYOND = 5;

    /** Of a line that ends early as many as of another. */
    private static final int POINTS = Lines.DENSE;

    /** The x axis is 1/(1−p), so that each further nine takes as much room as the one before it. */
    private static final Map<Long, String> TICKS =
            Map.of(2L, "50 %", 4L, "75 %", 10L, "90 %", 20L, "95 %", 100L, "99 %", 1000L, "99.9 %");

    private WaitsChart() {}

    static XYChart of(List<Group> all) {
        var groups = Lines.drawn(all);
        var lines = new Lines(
                "How long messages wait in the queue" + Lines.left(all),
                "percentile of the messages; a line ends where fewer than " + BEYOND + " of them waited longer",
                "wait in milliseconds",
                groups);
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (var group : groups) {
            var waits = histogram(group);
            var x = new ArrayList<Double>();
            var y = new ArrayList<Double>();
            double last = Math.clamp((double) waits.getTotalCount() / BEYOND, 2.1, 1000);
            for (int point = 0; point <= POINTS; point++) {
                double odds = point == POINTS ? last : 2 * Math.pow(last / 2, (double) point / POINTS);
                x.add(odds);
                y.add(Math.max(SHORTEST_MS, waits.getValueAtPercentile(100 - 100 / odds) / 1e6));
            }
            lowest = Math.min(lowest, y.getFirst());
            highest = Math.max(highest, y.getLast());
            lines.add(
                    group.kind(),
                    ", n=" + Numbers.count(waits.getTotalCount()),
                    x.stream().mapToDouble(Double::doubleValue).toArray(),
                    y.stream().mapToDouble(Double::doubleValue).toArray());
        }
        var styler = lines.chart().getStyler();
        styler.setXAxisLogarithmic(true);
        styler.setXAxisMin(1.95);
        styler.setXAxisLogarithmicDecadeOnly(false);
        styler.setPlotGridLinesColor(Palette.FAINTEST);
        styler.setXAxisMax(1100.0);
        styler.setXAxisTickLabelsFormattingFunction(odds -> TICKS.getOrDefault(Math.round(odds), ""));
        styler.setYAxisLogarithmic(true);
        styler.setYAxisMin(0.8 * Math.pow(10, Math.floor(Math.log10(lowest))));
        styler.setYAxisMax(Math.max(2 * highest, 20 * SHORTEST_MS));
        boolean decades = highest >= FEW_DECADES * lowest;
        styler.setYAxisLogarithmicDecadeOnly(false);
        styler.setYAxisTickLabelsFormattingFunction(ms -> isTick(ms, decades) ? tick(ms) : "");
        return lines.chart();
    }

    /** A label at 1, 10, 100; over few decades also at 2, 5, 20, 50. */
    private static boolean isTick(double ms, boolean decades) {
        long lead = Math.round(ms / Math.pow(10, Math.floor(Math.log10(ms) + 1e-9)));
        return lead == 1 || lead == 10 || (!decades && (lead == 2 || lead == 5));
    }

    private static String tick(double ms) {
        return (ms < 1.5 * SHORTEST_MS ? "≤ " : "") + Numbers.plain(ms);
    }

    private static Histogram histogram(Group group) {
        var histogram = new Histogram(LONGEST_NS, DIGITS);
        group.messages().forEach(message -> histogram.recordValue(Math.min(LONGEST_NS, waitNs(message))));
        return histogram;
    }

    /** All waits after the payload was handed over: before it, it is the worker that waits. */
    static long waitNs(Message message) {
        return Stream.of(Phase.BUFFERED, Phase.WAIT_FOR_TURN, Phase.IN_FLIGHT, Phase.WAIT)
                .mapToLong(message::phaseNs)
                .sum();
    }
}
