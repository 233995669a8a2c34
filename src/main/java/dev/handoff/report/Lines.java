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
    /** So close together that the curve between two points of a smooth line is not seen. */
    static final int DENSE = 200;

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

    /** What a title says of the arms that are not drawn. */
    static String left(List<Group> all) {
        return drawn(all).size() < all.size() ? ", heavy arm only" : "";
    }

    /** The groups that are drawn: all of them, or only the heavy ones where there are too many to be told apart. */
    static List<Group> drawn(List<Group> groups) {
        var heavy =
                groups.stream().filter(group -> group.kind().arm() == Arm.HEAVY).toList();
        return groups.size() <= MOST || heavy.isEmpty() ? groups : heavy;
    }

    /** Adds a line, straight from point to point. */
    void add(Kind kind, String remark, double[] x, double[] y) {
        int parts = Math.ceilDiv(DENSE, x.length - 1);
        var series = chart.addSeries(names.run(kind) + remark, divided(x, parts), divided(y, parts));
        series.setLabel(names.shortRun(kind) + remark);
        // a smooth line is one path, so that its dashes go on; without, they begin anew at each point and look solid
        series.setSmooth(true);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(names.colour(kind));
        series.setLineStyle(stroke(kind.arm(), names.turn(kind)));
        series.setMarker(SeriesMarkers.NONE);
    }

    /**
     * So many points where one was. The first comes twice: where all are as far apart, XChart has its ticks there and not at
     * round numbers.
     */
    private static double[] divided(double[] values, int parts) {
        var divided = new double[(values.length - 1) * parts + 2];
        divided[0] = values[0];
        for (int i = 1; i < divided.length; i++) {
            int at = (i - 1) / parts;
            double to = values[Math.min(at + 1, values.length - 1)];
            divided[i] = values[at] + (to - values[at]) * ((i - 1) % parts) / parts;
        }
        return divided;
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
