package dev.handoff.report;

import dev.handoff.spi.Arm;
import java.awt.BasicStroke;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of one line for each kind of run: the colour says which way, the dashes which arm. */
final class Lines {
    private static final int PER_LEGEND_ENTRY = 20;
    private static final int FRAME = 130;

    private final XYChart chart;
    private final Names names;

    Lines(String title, String xTitle, String yTitle, List<Group> groups) {
        names = Names.of(groups);
        chart = new XYChartBuilder()
                .width(Style.WIDTH)
                .height(Math.max(Style.HEIGHT, FRAME + PER_LEGEND_ENTRY * groups.size()))
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        Style.apply(chart.getStyler());
    }

    void add(Kind kind, String remark, double[] x, double[] y) {
        var series = chart.addSeries(names.run(kind) + remark, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(names.colour(kind));
        series.setLineStyle(stroke(kind.arm()));
        series.setMarker(SeriesMarkers.NONE);
    }

    XYChart chart() {
        return chart;
    }

    private static BasicStroke stroke(Arm arm) {
        return switch (arm) {
            case LIGHT -> dashed(2f, 6f);
            case CONTROL -> dashed(9f, 5f);
            case HEAVY -> new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        };
    }

    private static BasicStroke dashed(float on, float off) {
        return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {on, off}, 0f);
    }
}
