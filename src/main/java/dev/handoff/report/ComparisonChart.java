package dev.handoff.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;

/** What carrying the payload takes on each way, the fastest on top. */
final class ComparisonChart {
    /** Leaves room for the words behind the longest bar. */
    private static final double ROOM = 1.75;

    private ComparisonChart() {}

    static XYChart of(List<Group> groups) {
        var ways = Standing.of(groups);
        var names = Names.of(groups);
        double longest = ways.stream().mapToDouble(ComparisonChart::reach).max().orElse(1);
        var rows = new ArrayList<String>();
        ways.forEach(way -> rows.add(names.shortWay(way.heavy().kind())));
        var bars = new Bars(
                "Every way to carry the payload"
                        + Names.scale(ways.stream().map(Standing::heavy).toList()),
                "milliseconds a message"
                        + (ways.stream().anyMatch(way -> way.interval().known()) ? "; the line: 95 % interval" : ""),
                rows,
                longest * ROOM,
                Bars.ROOMY,
                0);
        bars.chart().getStyler().setLegendVisible(false); // each bar has its name
        for (int i = 0; i < ways.size(); i++) {
            var heavy = ways.get(i).heavy();
            var lengths = new double[ways.size()];
            Arrays.fill(lengths, Double.NaN);
            lengths[i] = heavy.messageMs();
            bars.add(
                    names.way(heavy.kind()), rows.get(i), names.colour(heavy.kind()), new double[ways.size()], lengths);
            bars.write(i, text(ways.get(i)), reach(ways.get(i)), Mark.Side.RIGHT, Style.TEXT, Palette.INK);
        }
        bars.interval("95 % interval", ways.stream().map(Standing::interval).toList());
        return bars.chart();
    }

    private static double reach(Standing way) {
        return way.interval().known()
                ? Math.max(way.heavy().messageMs(), way.interval().high())
                : way.heavy().messageMs();
    }

    /** What stands beside its bar. */
    static String text(Standing way) {
        var ms = Numbers.digits(way.heavy().messageMs()) + " ms";
        return switch (way.verdict()) {
            case Standing.BEST -> ms + ", the best";
            case Standing.EQUAL -> ms + ", not told apart from the best";
            default -> ms + " = " + Numbers.digits(way.timesBest().value()) + " × the best";
        };
    }
}
