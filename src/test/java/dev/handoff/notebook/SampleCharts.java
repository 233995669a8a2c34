package dev.handoff.notebook;

import java.util.List;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.BubbleChartBuilder;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.DialChartBuilder;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.OHLCChartBuilder;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.RadarChartBuilder;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.ChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** One chart of every kind that XChart has. The tests' cells use it too, so it is public. */
public final class SampleCharts {
    /** What {@link #named} knows. */
    public static final List<String> NAMES =
            List.of("XY", "Category", "HorizontalBar", "HeatMap", "Box", "Bubble", "Pie", "Radar", "Dial", "OHLC");

    private static final List<String> ARMS = List.of("light", "control", "heavy");
    private static final List<Double> SECONDS = List.of(1.0, 2.0, 9.0);
    private static final double[] NUMBERS = {1, 2, 3};

    private SampleCharts() {}

    /** A chart of 300 × 200 with the name as its title. */
    public static Chart<?, ?> named(String name) {
        return switch (name) {
            case "XY" -> {
                var chart = sized(new XYChartBuilder(), name);
                chart.addSeries("java", NUMBERS, NUMBERS);
                yield chart;
            }
            case "Category" -> {
                var chart = sized(new CategoryChartBuilder(), name);
                chart.addSeries("java", ARMS, SECONDS);
                yield chart;
            }
            case "HorizontalBar" -> {
                var chart = sized(new HorizontalBarChartBuilder(), name);
                chart.addSeries("java", SECONDS, ARMS);
                yield chart;
            }
            case "HeatMap" -> {
                var chart = sized(new HeatMapChartBuilder(), name);
                chart.addSeries("states", new int[] {0, 1}, new int[] {0, 1}, new int[][] {{1, 2}, {3, 4}});
                yield chart;
            }
            case "Box" -> {
                var chart = sized(new BoxChartBuilder(), name);
                chart.addSeries("java", NUMBERS);
                yield chart;
            }
            case "Bubble" -> {
                var chart = sized(new BubbleChartBuilder(), name);
                chart.addSeries("java", NUMBERS, NUMBERS, NUMBERS);
                yield chart;
            }
            case "Pie" -> {
                var chart = sized(new PieChartBuilder(), name);
                chart.addSeries("R", 3);
                yield chart;
            }
            case "Radar" -> {
                var chart = sized(new RadarChartBuilder(), name);
                chart.setRadiiLabels(ARMS.toArray(String[]::new));
                chart.addSeries("java", new double[] {.1, .2, .9});
                yield chart;
            }
            case "Dial" -> {
                var chart = sized(new DialChartBuilder(), name);
                chart.addSeries("load", .5, "half");
                yield chart;
            }
            case "OHLC" -> {
                var chart = sized(new OHLCChartBuilder(), name);
                chart.addSeries("java", NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS);
                yield chart;
            }
            default -> throw new IllegalArgumentException(name + " is none of " + NAMES);
        };
    }

    private static <B extends ChartBuilder<B, C>, C extends Chart<?, ?>> C sized(B builder, String name) {
        return builder.width(300).height(200).title(name).build();
    }
}
