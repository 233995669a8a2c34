package dev.handoff.report;

import dev.handoff.spi.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** The phases of a message, one after the other. */
final class BreakdownChart {
    private static final double WHOLE = 100;
    private static final double ROOM_FOR_LIFE = 1.16;
    /** Points: lines at each tenth would go on behind the whole. */
    private static final int TWENTY_PER_CENT = 90;

    private static final double ROOM_FOR_WORK = 1.22;

    /** A piece narrower than this part of the axis is not seen, and would only lengthen the legend. */
    private static final double VISIBLE = 0.002;

    private BreakdownChart() {}

    /** The whole life, every bar as long as every other: shares. */
    static XYChart life(List<Group> groups) {
        return chart(
                groups,
                "Where a message's life goes (pale or grey: it only waits)",
                "share of the mean life in per cent; its length beside each bar",
                List.of(Phase.values()),
                true);
    }

    /** What is done, every bar on one scale: milliseconds. */
    static XYChart work(List<Group> groups) {
        return chart(
                groups,
                "The work on a message, by the clock",
                "milliseconds a message (write may also wait for the reader)",
                Stream.of(Phase.values()).filter(phase -> !phase.isWait()).toList(),
                false);
    }

    private static XYChart chart(List<Group> groups, String title, String xTitle, List<Phase> phases, boolean shares) {
        var names = Names.of(groups);
        var means = groups.stream().map(Group::phaseMeanMs).toList();
        var sums = means.stream()
                .mapToDouble(m -> phases.stream().mapToDouble(m::get).sum())
                .toArray();
        double end = shares ? WHOLE * ROOM_FOR_LIFE : Arrays.stream(sums).max().orElse(1) * ROOM_FOR_WORK;
        var rows = new ArrayList<String>();
        for (int i = 0; i < groups.size(); i++) {
            var kind = groups.get(i).kind();
            if (i > 0 && !groups.get(i - 1).kind().sameWay(kind)) {
                rows.add(null);
            }
            rows.add(names.shortRun(kind));
        }
        var visible = phases.stream()
                .filter(phase -> IntStream.range(0, sums.length)
                        .anyMatch(i -> length(means.get(i).get(phase), sums[i], shares) >= end * VISIBLE))
                .toList();
        var bars = new Bars(title, xTitle, rows, end, Bars.ROOMY, visible.size());
        var from = new double[groups.size()];
        for (var phase : phases) {
            var to = new double[from.length];
            for (int i = 0; i < to.length; i++) {
                double mean = means.get(i).get(phase);
                to[i] = from[i] + length(mean, sums[i], shares);
                bars.inside(
                        i,
                        List.of(phase.label() + " " + text(mean, sums[i], shares), text(mean, sums[i], shares)),
                        from[i],
                        to[i],
                        Palette.of(phase));
            }
            if (visible.contains(phase)) {
                bars.add(phase.label(), phase.label(), Palette.of(phase), from, to);
            }
            from = to;
        }
        for (int i = 0; i < sums.length; i++) {
            bars.write(i, Numbers.duration(sums[i]), from[i], Mark.Side.RIGHT, Style.TEXT, Palette.INK);
        }
        if (shares) {
            // the axis goes on for the text beside the bars, and no line shall cross that
            bars.chart().getStyler().setXAxisTickMarkSpacingHint(TWENTY_PER_CENT);
            bars.chart().setCustomXAxisTickLabelsFormatter(share -> share > WHOLE ? "" : Numbers.plain(share));
        }
        return bars.chart();
    }

    private static double length(double mean, double sum, boolean shares) {
        return shares ? mean / sum * WHOLE : mean;
    }

    private static String text(double mean, double sum, boolean shares) {
        return shares ? Math.round(mean / sum * WHOLE) + " %" : Numbers.digits(mean);
    }
}
