package dev.handoff.report;

import dev.handoff.spi.Arm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/** What a message takes, route by route and arm by arm, languages side by side. */
final class TotalsChart {
    /** Leaves room for the number behind the longest bar. */
    private static final double ROOM = 1.6;

    private TotalsChart() {}

    static XYChart of(List<Group> unsorted) {
        var routes = unsorted.stream().map(g -> g.kind().route()).distinct().toList();
        var groups = unsorted.stream()
                .sorted(Comparator.<Group>comparingInt(
                                g -> routes.indexOf(g.kind().route()))
                        .thenComparing(g -> g.kind().arm()))
                .toList();
        var names = Names.of(groups);
        var intervals = groups.stream().map(Bootstrap::of).toList();
        double longest = 0;
        for (int i = 0; i < groups.size(); i++) {
            longest = Math.max(longest, reach(groups.get(i), intervals.get(i)));
        }
        boolean legend = names.ways().size() <= Palette.WAYS;
        var bars = new Bars(
                "Time a message takes" + Names.scale(groups),
                "milliseconds a message"
                        + (!legend && intervals.stream().anyMatch(Interval::known) ? "; the line: 95 % interval" : ""),
                rows(groups, names),
                longest * ROOM,
                Bars.ROOMY,
                names.ways().size() + 1);
        // each bar has its name; a legend in which colours come twice would only mislead
        bars.chart().getStyler().setLegendVisible(legend);
        for (var way : names.ways()) {
            bars.add(
                    names.way(way),
                    names.shortWay(way),
                    names.colour(way),
                    new double[groups.size()],
                    lengths(groups, way));
        }
        bars.interval("95 % interval", intervals);
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            bars.write(
                    i, text(group, groups), reach(group, intervals.get(i)), Mark.Side.RIGHT, Style.TEXT, Palette.INK);
        }
        return bars.chart();
    }

    private static double reach(Group group, Interval interval) {
        return interval.known() ? Math.max(group.messageMs(), interval.high()) : group.messageMs();
    }

    private static List<String> rows(List<Group> groups, Names names) {
        var rows = new ArrayList<String>();
        Kind before = null;
        for (var group : groups) {
            var kind = group.kind();
            if (before != null && (before.arm() != kind.arm() || !before.route().equals(kind.route()))) {
                rows.add(null);
            }
            rows.add(names.shortRun(kind));
            before = kind;
        }
        return rows;
    }

    private static double[] lengths(List<Group> groups, Kind way) {
        var lengths = new double[groups.size()];
        Arrays.setAll(
                lengths, i -> groups.get(i).kind().sameWay(way) ? groups.get(i).messageMs() : Double.NaN);
        return lengths;
    }

    private static String text(Group group, List<Group> groups) {
        var text = Numbers.digits(group.messageMs()) + " ms";
        double ratio = SummaryTable.ratio(group, Arm.CONTROL, groups);
        return group.kind().arm() == Arm.HEAVY && !Double.isNaN(ratio)
                ? text + " = " + Numbers.digits(ratio) + " × control"
                : text;
    }
}
