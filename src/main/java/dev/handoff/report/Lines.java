package dev.handoff.report;

import dev.handoff.spi.Arm;
import java.awt.BasicStroke;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of one line for each kind of run: the colour says which way, the dashes which arm. Where that would be too many,
 * only the heavy arm is drawn, and the dashes tell apart ways that share a colour.
 */
final class Lines {
    private static final int DENSE = 40;
    private static final int MOST = 12;

    private final XYChart chart;
    private final Names names;

    Lines(String title, String xTitle, String yTitle, List<Group> groups) {
        names = Names.of(groups);
        chart = new XYChartBuilder()
                .width(Style.WIDTH)
                .height(Style.height(groups.size()))
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        Style.apply(chart.getStyler());
    }

    /** The groups that are drawn: all of them, or only the heavy ones where there are too many to be told apart. */
    static List<Group> drawn(List<Group> groups) {
        var heavy =
                groups.stream().filter(group -> group.kind().arm() == Arm.HEAVY).toList();
        return groups.size() <= MOST || heavy.isEmpty() ? groups : heavy;
    }

    void add(Kind kind, String remark, double[] x, double[] y) {
        var series = chart.addSeries(names.run(kind) + remark, x, y);
        series.setLabel(names.shortRun(kind) + remark);
        // a smooth line is one path, so that its dashes go on; without, they begin anew at each point
        series.setSmooth(x.length >= DENSE);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(names.colour(kind));
        series.setLineStyle(stroke(kind.arm(), names.turn(kind)));
        series.setMarker(SeriesMarkers.NONE);
    }

    XYChart chart() {
        return chart;
    }

    private static BasicStroke stroke(Arm arm, int turn) {
        return switch (arm) {
            case LIGHT -> dashed(2f, 6f);
            case CONTROL -> dashed(9f, 5f);
            case HEAVY ->
                switch (turn) {
                    case 0 -> new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
                    case 1 -> dashed(14f, 4f, 3f, 4f);
                    default -> dashed(4f, 3f);
                };
        };
    }

    private static BasicStroke dashed(float... dashes) {
        return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dashes, 0f);
    }
}
