package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.Run;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Messages received over time. The measurement begins a moment before the first worker does, and ends with the last message. */
final class DrainedChart {
    private static final int POINTS = 300;
    private static final double ROOM = 1.04;

    private DrainedChart() {}

    static XYChart of(List<Group> all) {
        var groups = Lines.drawn(all);
        boolean brief =
                groups.stream().allMatch(group -> group.middle().timing().seconds() < 1);
        double unit = brief ? 1e3 : 1;
        var lines = new Lines(
                "Messages drained over time" + Names.scale(groups),
                (brief ? "milliseconds" : "seconds") + " since the start" + Lines.left(all),
                "messages received",
                groups);
        double last = 0;
        double most = 0;
        for (var group : groups) {
            var run = group.middle();
            var done = doneSeconds(run);
            int points = Math.min(POINTS, done.length);
            var x = new double[points + 1];
            var y = new double[points + 1];
            for (int i = 1; i <= points; i++) {
                int count = (int) ((long) done.length * i / points);
                x[i] = done[count - 1] * unit;
                y[i] = count;
            }
            last = Math.max(last, x[points]);
            most = Math.max(most, y[points]);
            lines.add(group.kind(), ", " + Numbers.duration(run.timing().seconds() * 1e3), x, y);
        }
        var styler = lines.chart().getStyler();
        styler.setXAxisMin(-last * Style.BEFORE_ZERO);
        styler.setXAxisMax(last * ROOM);
        styler.setYAxisMin(-most * Style.BEFORE_ZERO);
        // whole, because XChart drops all ticks if the labels of both ends are alike, and fractions have none
        styler.setYAxisMax(Math.ceil(most * ROOM));
        styler.setXAxisTickLabelsFormattingFunction(Numbers::plain);
        styler.setYAxisTickLabelsFormattingFunction(count -> count == Math.rint(count) ? Numbers.plain(count) : "");
        return lines.chart();
    }

    private static double[] doneSeconds(Run run) {
        long last = run.log().stream().mapToLong(Message::doneNs).max().orElseThrow();
        return run.log().stream()
                .mapToLong(Message::doneNs)
                .sorted()
                .mapToDouble(ns -> run.timing().seconds() - (last - ns) / 1e9)
                .toArray();
    }
}
