package dev.handoff.report;

import dev.handoff.spi.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/**
 * Shares of what is allowed, as bars with intervals and a line at 1. In this package for the sake of its bars; not part of
 * the library.
 */
public final class SharesChart {
    /** What is longer is cut here: how much too long it is, the number says. */
    private static final double END = 2;

    private static final double ROOM = 1.4;
    private static final double WIDEST_NAME = 480;

    private SharesChart() {}

    /**
     * One bar.
     *
     * @param name what stands at its left
     * @param value the share
     * @param low the lower bound of its interval
     * @param high the upper bound
     * @param text what stands at its right
     */
    public record Share(String name, double value, double low, double high, String text) {}

    /**
     * Draws them from top to bottom.
     *
     * @param title of the chart
     * @param xTitle of the axis
     * @param shares at least one
     * @return the chart
     */
    public static XYChart of(String title, String xTitle, List<Share> shares) {
        var bars = new Bars(
                title,
                xTitle,
                shares.stream()
                        .map(share -> Bars.fit(share.name(), Style.TEXT, WIDEST_NAME))
                        .toList(),
                END * ROOM,
                Bars.ROOMY,
                0);
        bars.chart().getStyler().setLegendVisible(false);
        var zeros = new double[shares.size()];
        bars.add("share", "share", Palette.of(Phase.COMPUTE), zeros, cut(shares, Share::value));
        bars.interval(
                "95 % interval",
                shares.stream()
                        .map(share -> share.low() > END
                                ? Interval.UNKNOWN
                                : new Interval(share.low(), Math.min(share.high(), END)))
                        .toList());
        var line = new double[shares.size()];
        Arrays.fill(line, 1);
        var behind = line.clone();
        Arrays.setAll(behind, i -> line[i] + END / 400);
        bars.add("what is allowed", "what is allowed", Palette.INK, line, behind);
        for (int i = 0; i < shares.size(); i++) {
            double reach = Math.max(
                    1,
                    Math.min(END, Math.max(shares.get(i).value(), shares.get(i).high())));
            bars.write(i, shares.get(i).text(), reach, Mark.Side.RIGHT, Style.TEXT, Palette.INK);
        }
        return bars.chart();
    }

    private static double[] cut(List<Share> shares, ToDoubleFunction<Share> figure) {
        return shares.stream()
                .mapToDouble(figure)
                .map(value -> Math.min(value, END))
                .toArray();
    }
}
