package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** What the processes of one run did: a row for each process, a cell for each stretch of time. */
final class StatesChart {
    private static final int MOST_CELLS = 160;
    private static final int MOST_LABELS = 10;
    private static final int MOST_ROW_LABELS = 24;
    private static final double FINEST_SECONDS = 0.05;

    private StatesChart() {}

    static HeatMapChart of(Run run, String name) {
        long start = Stream.concat(
                        run.log().stream().map(Message::startNs),
                        run.states().stream().map(StateSample::timeNs))
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
        long end = run.states().stream().mapToLong(StateSample::timeNs).max().orElseThrow();
        double seconds = (end - start) / 1e9;
        double width = niceAtLeast(Math.max(FINEST_SECONDS, seconds / MOST_CELLS));
        int cells = (int) Math.floor(seconds / width) + 1;
        var processes = run.states().stream()
                .map(StateSample::worker)
                .distinct()
                // row 0 is at the bottom: the parent on top, then the workers downwards
                .sorted(Comparator.<Integer, Boolean>comparing(worker -> worker == ProcessUse.PARENT)
                        .thenComparing(Comparator.reverseOrder()))
                .toList();
        var heat = new ArrayList<Number[]>();
        for (int row = 0; row < processes.size(); row++) {
            int worker = processes.get(row);
            var samples = run.states().stream()
                    .filter(sample -> sample.worker() == worker)
                    .toList();
            heat.addAll(row(row, samples, start, (long) (width * 1e9)));
        }
        return chart(name, width, times(cells, width), labels(processes), heat);
    }

    /** For each cell the activity at the samples nearest its middle, one for each thread. */
    private static List<Number[]> row(int row, List<StateSample> samples, long start, long widthNs) {
        var nearest = new TreeMap<Long, Map<StateSample.Role, StateSample>>();
        for (var sample : samples) {
            long cell = (sample.timeNs() - start) / widthNs;
            long middle = start + cell * widthNs + widthNs / 2;
            nearest.computeIfAbsent(cell, c -> new EnumMap<>(StateSample.Role.class))
                    .merge(
                            sample.role(),
                            sample,
                            (one, other) ->
                                    Math.abs(one.timeNs() - middle) <= Math.abs(other.timeNs() - middle) ? one : other);
        }
        var cells = new ArrayList<Number[]>();
        nearest.forEach((cell, threads) -> cells.add(new Number[] {
            cell, row, Activity.of(List.copyOf(threads.values())).ordinal() + 0.5
        }));
        return cells;
    }

    private static HeatMapChart chart(
            String name, double width, List<String> times, List<String> rows, List<Number[]> heat) {
        var chart = new HeatMapChartBuilder()
                .width(Style.WIDTH)
                .height(Style.HEIGHT)
                .title("What the processes did: " + Bars.fit(name, Style.TITLE, 420))
                .xAxisTitle("seconds since the start (each cell is one sample, every " + Numbers.plain(width) + " s)")
                .yAxisTitle("worker")
                .build();
        var styler = chart.getStyler();
        Style.apply(styler);
        var activities = Activity.values();
        styler.setPiecewise(true);
        styler.setPiecewiseRanged(false);
        styler.setSplitNumber(activities.length);
        styler.setRangeColors(Stream.of(activities).map(Palette::of).toArray(Color[]::new));
        styler.setHeatMapDecimalValueFormatter(
                value -> activities[Math.clamp(Math.round(value), 0, activities.length - 1)].label());
        styler.setDrawBorder(true);
        styler.setPlotGridLinesVisible(false);
        // labels are thinned out here, by leaving them empty; the styler would count them off from the first
        styler.setXAxisTickMarkSpacingHint(1);
        styler.setAxisTicksMarksVisible(false);
        styler.setAxisTicksLineVisible(false);
        var series = chart.addSeries(name, times, rows, heat);
        series.setMin(0);
        series.setMax(activities.length);
        return chart;
    }

    private static List<String> times(int cells, double width) {
        double step = niceAtLeast(cells * width / MOST_LABELS);
        int every = Math.max(1, (int) Math.round(step / width));
        return IntStream.range(0, cells)
                .mapToObj(cell -> cell % every == 0 ? Numbers.plain(Math.round(cell * width * 1e6) / 1e6) : "")
                .toList();
    }

    private static List<String> labels(List<Integer> processes) {
        int every = (processes.size() + MOST_ROW_LABELS - 1) / MOST_ROW_LABELS;
        return processes.stream()
                .map(worker ->
                        worker == ProcessUse.PARENT ? "parent" : worker % every == 0 ? Integer.toString(worker) : "")
                .toList();
    }

    /** The next of 1, 2, 5, 10, 20, 50, ... and their tenths. */
    static double niceAtLeast(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5}) {
            if (step * decade >= value * (1 - 1e-9)) {
                return step * decade;
            }
        }
        return 10 * decade;
    }
}
