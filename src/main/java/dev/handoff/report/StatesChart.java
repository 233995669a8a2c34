package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/**
 * What the processes of one run did: a row for each process, a cell for each stretch of time. Cells that follow one
 * another and are alike are drawn as one.
 */
final class StatesChart {
    private static final int MOST_CELLS = 160;

    /** Twice the time between two samples, so that no cell is without one. */
    private static final double FINEST_SECONDS = 0.1;

    private static final int NS_IN_SECOND = 1_000_000_000;

    private final long startNs;
    private final long cellNs;

    private StatesChart(long startNs, long cellNs) {
        this.startNs = startNs;
        this.cellNs = cellNs;
    }

    static XYChart of(Run run, String name) {
        long start = Stream.concat(
                        run.log().stream().map(Message::startNs),
                        run.states().stream().map(StateSample::timeNs))
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
        double seconds = (double) (end(run) - start) / NS_IN_SECOND;
        if (seconds == 0) { // one look, and no ledger that knows more
            seconds = run.timing().seconds();
        }
        double cell = niceAtLeast(Math.max(FINEST_SECONDS, seconds / MOST_CELLS));
        return new StatesChart(start, Math.round(cell * NS_IN_SECOND)).draw(run, name, cell, seconds);
    }

    /** Where the run ends, or the last sample if that is later. */
    private static long end(Run run) {
        long sampled =
                run.states().stream().mapToLong(StateSample::timeNs).max().orElseThrow();
        return run.log().stream().mapToLong(Message::doneNs).reduce(sampled, Math::max);
    }

    private XYChart draw(Run run, String name, double cell, double seconds) {
        // the parent, which has the lowest number, on top, and apart
        var processes = run.states().stream()
                .map(StateSample::worker)
                .distinct()
                .sorted()
                .toList();
        var rows = new ArrayList<String>();
        for (int process : processes) {
            rows.add(process == ProcessUse.PARENT ? "parent" : "worker " + process);
            if (process == ProcessUse.PARENT) {
                rows.add(null);
            }
        }
        var bars = new Bars(
                "What the processes did: " + name,
                "seconds since the start ("
                        + (seconds > cell
                                ? "each cell is one sample, every " + Numbers.plain(cell) + " s; white: none)"
                                : "one sample of each process)"),
                rows,
                seconds,
                Bars.TIGHT,
                Activity.values().length);
        Map<Activity, List<Bars.Piece>> pieces = new EnumMap<>(Activity.class);
        for (int bar = 0; bar < processes.size(); bar++) {
            int process = processes.get(bar);
            var samples = run.states().stream()
                    .filter(sample -> sample.worker() == process)
                    .toList();
            add(pieces, bar, activities(samples), cell, seconds);
        }
        pieces.forEach((activity, list) -> bars.add(activity.label(), activity.label(), Palette.of(activity), list));
        return bars.chart();
    }

    /** For each cell the activity at the samples nearest its middle, one for each thread. */
    private NavigableMap<Long, Activity> activities(List<StateSample> samples) {
        var nearest = new TreeMap<Long, Map<StateSample.Role, StateSample>>();
        for (var sample : samples) {
            nearest.computeIfAbsent(cell(sample), c -> new EnumMap<>(StateSample.Role.class))
                    .merge(sample.role(), sample, (one, other) -> offCentre(one) <= offCentre(other) ? one : other);
        }
        var activities = new TreeMap<Long, Activity>();
        nearest.forEach((cell, threads) -> activities.put(cell, Activity.of(List.copyOf(threads.values()))));
        return activities;
    }

    private long cell(StateSample sample) {
        return (sample.timeNs() - startNs) / cellNs;
    }

    private long offCentre(StateSample sample) {
        return Math.abs((sample.timeNs() - startNs) % cellNs - cellNs / 2);
    }

    /** Adds the cells of a bar, those that are alike and follow one another as one piece; the last ends with the run. */
    private static void add(
            Map<Activity, List<Bars.Piece>> pieces,
            int bar,
            NavigableMap<Long, Activity> activities,
            double width,
            double seconds) {
        while (!activities.isEmpty()) {
            var first = activities.pollFirstEntry();
            long end = first.getKey() + 1;
            while (activities.get(end) == first.getValue()) {
                activities.remove(end++);
            }
            pieces.computeIfAbsent(first.getValue(), activity -> new ArrayList<>())
                    .add(new Bars.Piece(bar, first.getKey() * width, Math.min(end * width, seconds)));
        }
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
