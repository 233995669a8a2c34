package dev.handoff.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Horizontal bars with names on their left, in groups, stacked if need be. XChart has vertical stacks, whose names would
 * have to be turned, and horizontal bars, which cannot be stacked; so these are polygons on an XY chart: what belongs to
 * one entry of the legend is one series.
 */
final class Bars {
    /** The height of a row with room for text inside the bar. */
    static final int ROOMY = 27;

    /** The height of a row that has text beside the bar only. */
    static final int TIGHT = 18;

    /** An entry of the legend, as XChart sets it in this style. */
    private static final int LEGEND_ENTRY = 27;

    /** How the names of series end that are not in the legend. */
    private static final String RIM = ", rim";

    private static final int THICKEST_ROW = 44;
    private static final int LOWEST = 320;
    private static final double GROUP_GAP = 0.5;
    private static final double THICK = 0.39;
    private static final int FRAME = 105;
    private static final int LEGEND_FRAME = 30;

    private final XYChart chart;
    private final List<String> names;
    private final double[] y;
    private final double end;

    /**
     * Begins a chart.
     *
     * @param title the title
     * @param xTitle the title of the x axis, with the unit
     * @param names the names of the bars from top to bottom; null for a gap
     * @param end where the x axis ends
     * @param rowHeight the height of a bar with the space to the next, at least; points
     * @param legend how many entries the legend will have: it must not be higher than the chart
     */
    Bars(String title, String xTitle, List<String> names, double end, int rowHeight, int legend) {
        this.names = names.stream().filter(name -> name != null).toList();
        this.end = end;
        y = new double[this.names.size()];
        double at = 0;
        int bar = 0;
        for (var name : names) {
            if (name != null) {
                y[bar++] = -at;
            }
            at += name == null ? GROUP_GAP : 1;
        }
        int height = Math.max(LEGEND_FRAME + LEGEND_ENTRY * legend, Math.max(LOWEST, FRAME + (int) (at * rowHeight)));
        // few bars stand in the middle and are not blown up to fill the plot
        double spare = Math.max(0, (double) (height - FRAME) / THICKEST_ROW - at) / 2;
        chart = new XYChartBuilder()
                .width(Style.WIDTH)
                .height(height)
                .title(title)
                .xAxisTitle(xTitle)
                .build();
        var styler = chart.getStyler();
        Style.apply(styler);
        styler.setXAxisMin(-end * Style.BEFORE_ZERO);
        styler.setXAxisMax(end);
        styler.setYAxisMin(-at + 0.4 - spare);
        styler.setYAxisMax(0.6 + spare);
        styler.setYAxisTicksVisible(false);
        styler.setPlotGridHorizontalLinesVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setXAxisTickLabelsFormattingFunction(Numbers::plain);
        name();
    }

    private void name() {
        double widest = names.stream()
                .mapToDouble(name -> width(name, Style.TEXT))
                .max()
                .orElse(0);
        chart.getStyler().setYAxisLeftWidthHint((int) widest + 24);
        for (int i = 0; i < y.length; i++) {
            chart.addAnnotation(new Mark(names.get(i), 0, y[i], Mark.Side.LEFT, Style.TEXT, Palette.INK));
        }
    }

    /** A piece of a bar. */
    record Piece(int bar, double from, double to) {}

    /** Adds one piece to each bar, from the first number to the second; NaN as the second where a bar has none. */
    void add(String name, String label, Color colour, double[] from, double[] to) {
        add(
                name,
                label,
                colour,
                IntStream.range(0, y.length)
                        .mapToObj(i -> new Piece(i, from[i], to[i]))
                        .toList());
    }

    /** Adds any number of pieces to any bars; all are one entry of the legend, which is not there without a piece. */
    void add(String name, String label, Color colour, List<Piece> pieces) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        for (var piece : pieces) {
            if (piece.to > piece.from) {
                rectangle(xs, ys, piece.from, piece.to, y[piece.bar], THICK);
            }
        }
        area(name, label, colour, xs, ys);
    }

    /** Draws an interval across the end of a bar, with a rim of the paper's colour, so that it is seen on a dark bar, too. */
    void interval(String series, List<Interval> intervals) {
        double pen = end / 900;
        whiskers(series + RIM, intervals, Palette.PAPER, 2 * pen, 0.1);
        whiskers(series, intervals, Palette.INK, pen, 0.05);
    }

    private void whiskers(String series, List<Interval> intervals, Color colour, double pen, double half) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        for (int i = 0; i < y.length; i++) {
            var interval = intervals.get(i);
            if (interval.known()) {
                rectangle(xs, ys, interval.low() - pen, interval.high() + pen, y[i], half);
                rectangle(xs, ys, interval.low() - pen, interval.low() + pen, y[i], 0.15 + half);
                rectangle(xs, ys, interval.high() - pen, interval.high() + pen, y[i], 0.15 + half);
            }
        }
        area(series, series, colour, xs, ys);
    }

    private void area(String name, String label, Color colour, List<Double> xs, List<Double> ys) {
        if (xs.isEmpty()) {
            return;
        }
        var series = chart.addSeries(name, xs, ys);
        series.setLabel(label);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(colour);
        series.setLineColor(colour);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(!name.endsWith(RIM));
    }

    /** One polygon; XChart begins another after a NaN. */
    private static void rectangle(List<Double> xs, List<Double> ys, double from, double to, double at, double half) {
        xs.addAll(List.of(from, to, to, from, from));
        ys.addAll(List.of(at - half, at - half, at + half, at + half, Double.NaN));
    }

    /** Writes beside a point of a bar. */
    void write(int bar, String text, double at, Mark.Side side, Font font, Color colour) {
        chart.addAnnotation(new Mark(text, at, y[bar], side, font, colour));
    }

    /** Writes into a piece of a bar the first of the texts that fits, or nothing. */
    void inside(int bar, List<String> texts, double from, double to, Color background) {
        chart.addAnnotation(new Inlay(texts, from, to, y[bar], Palette.textOn(background)));
    }

    XYChart chart() {
        return chart;
    }

    /** The width of a text in points. */
    static double width(String text, Font font) {
        return font.getStringBounds(text, new FontRenderContext(null, true, false))
                .getWidth();
    }

    /** Shortens a text that is too wide. */
    static String fit(String text, Font font, double points) {
        if (width(text, font) <= points) {
            return text;
        }
        int length = text.length();
        while (length > 1 && width(text.substring(0, length) + "…", font) > points) {
            length--;
        }
        return text.substring(0, length) + "…";
    }
}
