package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
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
import java.util.stream.IntStream;
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
    void theLinesOfWaitsSayWhatTheyLeaveOut() {
        var chart = new Charts(List.of(Hand.period(5).messages(100).run())).waits();
        assertThat(chart.getXAxisTitle()).endsWith("; a line ends where fewer than 5 of them waited longer");
        double[] waits = chart.getSeries("java queue heavy, n=400").getYData();
        assertThat(waits).as("nothing waits here").containsOnly(0.001);
        var label = chart.getStyler().getYAxisTickLabelsFormattingFunction();
        assertThat(label.apply(0.001)).isEqualTo("≤ 0.001");
        assertThat(label.apply(0.01)).isEqualTo("0.01");
    }

    @Test
    void dashesGoOnOverALineOfFewPoints() {
        var charts = new Charts(List.of(Hand.period(5).messages(3).run()));
        for (var chart : List.of(charts.waits(), charts.drained())) {
            var line = chart.getSeriesCollection().iterator().next();
            assertThat(line.isSmooth()).as("one path").isTrue();
            assertThat(line.getXData().length).as("and straight").isGreaterThanOrEqualTo(Lines.DENSE);
        }
    }

    @Test
    void ticksAreRoundHoweverShortTheRun() {
        var chart = new Charts(List.of(Hand.period(0.01).messages(10).run())).drained();
        assertThat(chart.getXAxisTitle()).isEqualTo("milliseconds since the start");
        double[] x = chart.getSeries("java queue heavy, 0.400 ms").getXData();
        // what XChart takes for equal distances, and then draws its ticks there
        assertThat(x[2] - x[1]).isGreaterThan(1e-4 + x[1] - x[0]);
        assertThat(new Charts(List.of(Hand.period(50).run())).drained().getXAxisTitle())
                .isEqualTo("seconds since the start");
    }

    @Test
    void aLineOfMessagesEndsAtTheTimeOfItsRun() {
        var run = Hand.period(5).run();
        var late = new Run(
                run.setup(),
                new Run.Timing(run.timing().seconds() + 0.006, 0, 0),
                run.received(),
                run.verified(),
                run.log(),
                run.states(),
                run.processes());
        var line = new Charts(List.of(late)).drained().getSeries("java queue heavy, 206 ms");
        assertThat(line.getXData()[0]).isZero();
        assertThat(line.getXData()[line.getXData().length - 1]).isCloseTo(206, within(1e-9));
        assertThat(line.getYData()[line.getYData().length - 1]).isEqualTo(40);
    }

    @Test
    void whereOnlyTheHeavyArmIsDrawnTheChartSaysSo() {
        var many = new Charts(Ways.everywhere());
        assertThat(many.drained().getXAxisTitle()).isEqualTo("seconds since the start, heavy arm only");
        assertThat(many.waits().getTitle()).isEqualTo("How long messages wait in the queue, heavy arm only");
        var few = new Charts(Sample.experiment(1));
        assertThat(few.drained().getXAxisTitle()).isEqualTo("seconds since the start");
        assertThat(few.waits().getTitle()).isEqualTo("How long messages wait in the queue");
    }

    @Test
    void aTitleSpeaksOfAnIntervalWhereOneIsDrawn() {
        var once = new Charts(List.of(Hand.period(5).noLedger().run()));
        assertThat(once.compare().getXAxisTitle()).isEqualTo("milliseconds a message");
        assertThat(new Charts(Ways.everywhere()).compare().getXAxisTitle())
                .isEqualTo("milliseconds a message; the line: 95 % interval");
        assertThat(new Charts(Ways.everywhere()).totals().getXAxisTitle())
                .isEqualTo("milliseconds a message; the line: 95 % interval");
        var manyOnce = IntStream.range(0, 9)
                .mapToObj(i ->
                        Hand.period(5).way("java", "way" + i, "raw").noLedger().run());
        assertThat(new Charts(manyOnce.toList()).totals().getXAxisTitle()).isEqualTo("milliseconds a message");
    }

    @Test
    void aWayThatMayBeAsFastAsTheBestIsNotCalledEqual() {
        var ways = Standing.of(Group.warm(Ways.everywhere()));
        assertThat(ComparisonChart.text(ways.getFirst())).isEqualTo("4.16 ms, the best");
        assertThat(ComparisonChart.text(ways.get(2))).isEqualTo("4.27 ms, not told apart from the best");
        assertThat(ComparisonChart.text(ways.getLast())).isEqualTo("622 ms = 150 × the best");
    }

    @Test
    void statesEndWithTheRun() {
        var short_ = Hand.period(0.8).messages(10).run();
        long start = short_.log().getFirst().startNs();
        var run = sampled(short_, new StateSample(start + 1_000_000, 0, StateSample.Role.COMPUTING, 'R'));
        var chart = new Charts(List.of(run)).states();
        double last = (short_.log().getLast().doneNs() - start) / 1e9;
        assertThat(chart.getStyler().getXAxisMax()).isEqualTo(last);
        assertThat(chart.getSeries("R: computes").getXMax()).isEqualTo(last);
        assertThat(chart.getXAxisTitle()).isEqualTo("seconds since the start (one sample of each process)");

        var without = Hand.period(0.8).messages(10).noLedger().run();
        var alone = sampled(without, new StateSample(start, 0, StateSample.Role.COMPUTING, 'R'));
        assertThat(new Charts(List.of(alone)).states().getStyler().getXAxisMax())
                .isEqualTo(without.timing().seconds());
    }

    private static Run sampled(Run run, StateSample sample) {
        return new Run(
                run.setup(), run.timing(), run.received(), run.verified(), run.log(), List.of(sample), run.processes());
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
        var whole = Hand.period(5).run();
        var brokenOff = new Run(
                whole.setup(),
                whole.timing(),
                Run.Outcome.INTERRUPTED,
                7,
                7,
                whole.log().subList(0, 7),
                List.of(),
                List.of(),
                List.of());
        assertThatThrownBy(new Charts(List.of(brokenOff))::breakdown)
                .isInstanceOf(HandoffException.class)
                .hasMessage(
                        "there is no run that came to its end, so there is nothing to draw; messages() has what was received");
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
