package dev.handoff.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
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
    private static final int ROW = 24;
    private static final double GROUP_GAP = 0.5;
    private static final double THICK = 0.39;
    private static final int FRAME = 105;
    private static final int LONGEST_NAME = 270;

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
     */
    Bars(String title, String xTitle, List<String> names, double end) {
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
        chart = new XYChartBuilder()
                .width(Style.WIDTH)
                .height(Math.max(Style.HEIGHT, FRAME + (int) (at * ROW)))
                .title(title)
                .xAxisTitle(xTitle)
                .build();
        var styler = chart.getStyler();
        Style.apply(styler);
        styler.setXAxisMin(-end * Style.BEFORE_ZERO);
        styler.setXAxisMax(end);
        styler.setYAxisMin(-at + 0.4);
        styler.setYAxisMax(0.6);
        styler.setYAxisTicksVisible(false);
        styler.setPlotGridHorizontalLinesVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setXAxisTickLabelsFormattingFunction(Numbers::plain);
        name();
    }

    private void name() {
        var shown =
                names.stream().map(name -> fit(name, Style.TEXT, LONGEST_NAME)).toList();
        double widest = shown.stream()
                .mapToDouble(name -> width(name, Style.TEXT))
                .max()
                .orElse(0);
        chart.getStyler().setYAxisLeftWidthHint((int) widest + 24);
        for (int i = 0; i < y.length; i++) {
            chart.addAnnotation(new Mark(shown.get(i), 0, y[i], Mark.Side.LEFT, Style.TEXT, Palette.INK));
        }
    }

    /** Adds one piece to each bar, from the first number to the second; NaN as the second where a bar has none. */
    void add(String name, Color colour, double[] from, double[] to) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        for (int i = 0; i < y.length; i++) {
            if (to[i] > from[i]) {
                rectangle(xs, ys, from[i], to[i], y[i], THICK);
            }
        }
        area(name, colour, xs, ys);
    }

    /** Draws an interval across the end of a bar. */
    void interval(String series, List<Interval> intervals) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        double pen = end / 900;
        for (int i = 0; i < y.length; i++) {
            var interval = intervals.get(i);
            if (interval.known()) {
                rectangle(xs, ys, interval.low() - pen, interval.high() + pen, y[i], 0.05);
                rectangle(xs, ys, interval.low() - pen, interval.low() + pen, y[i], 0.2);
                rectangle(xs, ys, interval.high() - pen, interval.high() + pen, y[i], 0.2);
            }
        }
        area(series, Palette.INK, xs, ys);
    }

    private void area(String name, Color colour, List<Double> xs, List<Double> ys) {
        if (xs.isEmpty()) {
            return;
        }
        var series = chart.addSeries(name, xs, ys);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(colour);
        series.setLineColor(colour);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
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
