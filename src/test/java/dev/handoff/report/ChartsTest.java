package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.internal.chartpart.AxesChart;

/** Draws every chart of several experiments into {@code target/charts}, where they can be looked at. */
class ChartsTest {
    record Case(String name, List<Run> runs) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Map<String, Function<Charts, AxesChart<?, ?>>> CHARTS = charts();

    private static Map<String, Function<Charts, AxesChart<?, ?>>> charts() {
        var charts = new LinkedHashMap<String, Function<Charts, AxesChart<?, ?>>>();
        charts.put("totals", Charts::totals);
        charts.put("compare", Charts::compare);
        charts.put("breakdown", Charts::breakdown);
        charts.put("work", Charts::work);
        charts.put("waits", Charts::waits);
        charts.put("states", Charts::states);
        charts.put("drained", Charts::drained);
        return charts;
    }

    static List<Case> cases() {
        return List.of(
                new Case("experiment", Sample.experiment(3)),
                new Case("one-run", List.of(Sample.slots(Arm.HEAVY, 0))),
                new Case("two-messages", List.of(twoMessages())),
                new Case("many-kinds", manyKinds()),
                new Case("sixteen-ways", Ways.everywhere()));
    }

    private static Run twoMessages() {
        return Simulation.run(
                new Run.Setup("java", "queue", "java", Arm.HEAVY, 0, false, 1, 2, 1, "one", -1),
                new Simulation.Steps(100, 200, 1, 10, 10, 10));
    }

    private static List<Run> manyKinds() {
        var runs = new ArrayList<Run>();
        for (var route : List.of("queue", "pipes", "unix-socket", "slots")) {
            for (var codec : List.of("java", "a codec with a very long name <b>&")) {
                for (var arm : Arm.values()) {
                    runs.add(Simulation.run(
                            new Run.Setup("java", route, codec, arm, 0, false, 40, 10, 8, "zeros", 54_000_000),
                            new Simulation.Steps(300, 800, 500, 1000, 2000, 800 + 300 * route.length())));
                }
            }
        }
        return runs;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyChartIsWholeAndHasTitlesAndUnits(Case experiment) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "charts"));
        for (var entry : CHARTS.entrySet()) {
            var chart = entry.getValue().apply(new Charts(experiment.runs));
            var png = Pictures.png(chart, 2);
            Files.write(folder.resolve(experiment.name + "-" + entry.getKey() + ".png"), png);
            Files.writeString(folder.resolve(experiment.name + "-" + entry.getKey() + ".svg"), Pictures.svg(chart));
            assertThat(chart.getTitle()).isNotBlank();
            assertThat(chart.getXAxisTitle()).containsPattern("second|per cent|percentile");
            assertThat(chart.getWidth()).isEqualTo(Style.WIDTH);
            var image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(image.getWidth()).isEqualTo(2 * Style.WIDTH);
            assertThat(inkOnEdge(image))
                    .as(entry.getKey() + " runs off the picture")
                    .isZero();
        }
    }

    @Test
    void theChartBySizeIsWholeAndHasTitlesAndUnits() throws IOException {
        var folder = Files.createDirectories(Path.of("target", "charts"));
        for (int ways : new int[] {2, 16}) {
            var sweep = Ways.bySize(ways);
            var chart = sweep.chart();
            var png = Pictures.png(chart, 2);
            Files.write(folder.resolve("by-size-" + ways + ".png"), png);
            assertThat(chart.getXAxisTitle()).contains("bytes");
            assertThat(chart.getYAxisTitle()).contains("milliseconds");
            assertThat(chart.getSeriesCollection()).hasSize(ways + 1);
            assertThat(chart.getSeriesCollection().stream()
                            .map(series -> series.getLineColor() + " "
                                    + series.getMarker().getClass())
                            .distinct())
                    .as("no two lines look alike")
                    .hasSize(ways + 1);
            assertThat(inkOnEdge(ImageIO.read(new ByteArrayInputStream(png)))).isZero();
        }
    }

    /** What is cut off at the edge leaves ink on it. */
    private static int inkOnEdge(BufferedImage image) {
        int ink = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                boolean edge = x < 4 || y < 4 || x >= image.getWidth() - 4 || y >= image.getHeight() - 4;
                ink += edge && (image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF ? 1 : 0;
            }
        }
        return ink;
    }

    @Test
    void theSamePhaseHasTheSameColourOnEveryChart() {
        var charts = new Charts(Sample.experiment(1));
        for (var phase : Phase.values()) {
            for (var chart : List.of(charts.breakdown(), charts.work())) {
                var series = chart.getSeries(phase.label());
                if (series != null) {
                    assertThat(series.getFillColor()).isEqualTo(Palette.of(phase));
                }
            }
        }
        assertThat(charts.work().getSeries("encode").getFillColor())
                .isEqualTo(charts.breakdown().getSeries("encode").getFillColor());
    }

    @Test
    void linesSayHowManyMessagesTheyStandFor() {
        assertThat(new Charts(Sample.experiment(2)).waits().getSeries("python queue pickle-5 heavy, n=3,200"))
                .isNotNull();
    }

    @Test
    void aLineOfPercentilesEndsWhereTooFewMessagesWaitLonger() {
        var chart = new Charts(List.of(Sample.slots(Arm.HEAVY, 0))).waits();
        double[] odds = chart.getSeries("java slots heavy, n=1,600").getXData();
        assertThat(odds[0]).isEqualTo(2);
        assertThat(odds[odds.length - 1]).isEqualTo(1600 / 5.0);
    }

    @Test
    void theAxisOfMessagesHasLabelsWhateverTheirNumber() {
        for (int messages : new int[] {1, 3, 12, 13}) {
            var chart = new Charts(List.of(Hand.period(5).messages(messages).run())).drained();
            var label = chart.getStyler().getYAxisTickLabelsFormattingFunction();
            assertThat(label.apply(chart.getStyler().getYAxisMax()))
                    .as("XChart leaves out all ticks if both ends read alike")
                    .isNotEqualTo(label.apply(chart.getStyler().getYAxisMin()));
        }
    }

    @Test
    void runsFromColdAreNotOnTheCharts() {
        var runs = List.of(
                Hand.period(5).run(), Hand.period(50).arm(Arm.CONTROL).cold().run());
        assertThat(new Charts(runs).drained().getSeriesCollection()).hasSize(1);
    }

    @Test
    void statesAreThoseOfTheHeavyArmOverTheQueue() {
        assertThat(new Charts(Sample.experiment(1)).states().getTitle())
                .isEqualTo("What the processes did: java queue heavy");
        var light = Sample.slots(Arm.LIGHT, 0);
        assertThat(new Charts(List.of(light)).states(light).getTitle())
                .isEqualTo("What the processes did: java slots light");
    }

    @Test
    void whatCannotBeDrawnIsSaid() {
        var none = new Charts(List.of());
        assertThatThrownBy(none::totals)
                .isInstanceOf(HandoffException.class)
                .hasMessage("there is no run with a warm start, so there is nothing to draw; "
                        + "run the experiment once more");
        var plain = new Charts(List.of(Hand.period(5).noLedger().run()));
        assertThatThrownBy(plain::breakdown)
                .isInstanceOf(HandoffException.class)
                .hasMessage("there is no run with a warm start and a ledger, so there is nothing to draw; "
                        + "run the experiment with its ledger");
        assertThatThrownBy(plain::states)
                .isInstanceOf(HandoffException.class)
                .hasMessage("there is no run in which states were sampled, so there is nothing to draw; "
                        + "sample them while it runs");
        assertThat(plain.totals().getSeriesCollection()).isNotEmpty();
    }

    @Test
    void picturesAreMadeInMemory() {
        var chart = new Charts(List.of(Hand.period(5).run())).totals();
        assertThat(Pictures.svg(chart)).startsWith("<svg ").endsWith("</svg>\n");
        assertThat(Pictures.png(chart, 1)).startsWith(0x89, 'P', 'N', 'G');
        assertThatThrownBy(() -> Pictures.png(chart, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale 0 is not from 1 to 8; 2 suits most screens");
    }
}
