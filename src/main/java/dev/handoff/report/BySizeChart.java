package dev.handoff.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The time to hand over by size: one line for each way, and the time of one copy. */
final class BySizeChart {
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS,
            SeriesMarkers.OVAL,
            SeriesMarkers.TRAPEZOID,
            SeriesMarkers.RECTANGLE);

    private static final double NS_IN_MS = 1e6;
    private static final int MARKER_SIZE = 8;
    private static final BasicStroke LINE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke LIMIT =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7, 4}, 0f);

    private BySizeChart() {}

    static XYChart of(List<Point> points, SortedMap<Long, Double> copyNs) {
        var kinds = points.stream().map(Point::kind).distinct().toList();
        var names = Names.ofKinds(kinds);
        var chart = new XYChartBuilder()
                .width(Style.WIDTH)
                .height(Style.height(kinds.size() + 1))
                .title("What handing over takes, by size")
                .xAxisTitle("bytes of the message")
                .yAxisTitle("median of the time to hand over, milliseconds")
                .build();
        var styler = chart.getStyler();
        Style.apply(styler);
        styler.setPlotGridLinesColor(Palette.FAINTEST);
        styler.setMarkerSize(MARKER_SIZE);
        styler.setXAxisLogarithmic(true);
        styler.setYAxisLogarithmic(true);
        styler.setXAxisTickLabelsFormattingFunction(bytes -> Numbers.bytes(Math.round(bytes)));
        styler.setYAxisTickLabelsFormattingFunction(Numbers::plain);
        double lowest = Math.pow(
                10,
                Math.floor(Math.log10(
                        0.9 * points.stream().mapToDouble(Point::medianMs).min().orElseThrow())));
        styler.setYAxisMin(lowest);
        double highest = DoubleStream.concat(
                        points.stream().mapToDouble(Point::medianMs),
                        copyNs.values().stream().mapToDouble(ns -> ns / NS_IN_MS))
                .filter(ms -> !Double.isNaN(ms)) // where memory did not allow a copy
                .max()
                .orElseThrow();
        styler.setYAxisMax(2 * highest);
        double smallest = points.stream().mapToLong(Point::bytes).min().orElseThrow();
        double largest = points.stream().mapToLong(Point::bytes).max().orElseThrow();
        styler.setXAxisMin(smallest / 1.5);
        styler.setXAxisMax(largest * 1.5);
        for (var kind : kinds) {
            var way = points.stream().filter(point -> point.kind().equals(kind)).toList();
            var series = chart.addSeries(
                    names.way(kind),
                    way.stream().mapToDouble(Point::bytes).toArray(),
                    way.stream().mapToDouble(Point::medianMs).toArray());
            series.setLabel(names.shortWay(kind));
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
            series.setLineColor(names.colour(kind));
            series.setLineStyle(LINE);
            series.setMarker(marker(names.colour(kind), names.turn(kind)));
            series.setMarkerColor(names.colour(kind));
        }
        limit(chart, copyNs, lowest);
        return chart;
    }

    /** Other colours have other markers, and so has a colour that comes again. */
    private static Marker marker(Color colour, int turn) {
        return MARKERS.get((Palette.number(colour) + turn) % MARKERS.size());
    }

    /** What a copy takes, from where it reaches the axis on: a small one takes nanoseconds. */
    private static void limit(XYChart chart, SortedMap<Long, Double> copyNs, double lowest) {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        Map.Entry<Long, Double> below = null;
        for (var entry : copyNs.entrySet()) {
            double ms = entry.getValue() / NS_IN_MS;
            if (ms < lowest) {
                below = entry;
            } else if (ms >= lowest) { // and not NaN: where memory did not allow it
                if (x.isEmpty() && below != null) {
                    x.add(crossing(below, entry, lowest));
                    y.add(lowest);
                }
                x.add((double) entry.getKey());
                y.add(ms);
            }
        }
        if (x.size() < 2) {
            return; // no line, so none in the legend
        }
        var series = chart.addSeries("one copy in memory", x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(Palette.INK);
        series.setLineStyle(LIMIT);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Where the line between two points passes a height; both axes are logarithmic. */
    private static double crossing(Map.Entry<Long, Double> from, Map.Entry<Long, Double> to, double ms) {
        double part = Math.log(ms * NS_IN_MS / from.getValue()) / Math.log(to.getValue() / from.getValue());
        return from.getKey() * Math.pow((double) to.getKey() / from.getKey(), part);
    }
}
