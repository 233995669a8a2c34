package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TablesTest {
    private static Hand heavy(double period) {
        return Hand.period(period)
                .phase(Phase.COMPUTE, 30)
                .phase(Phase.WAIT_FOR_SPACE, 50)
                .phase(Phase.WRITE, 10)
                .phase(Phase.READ, 6)
                .phase(Phase.DECODE, 7)
                .phase(Phase.CONSUME, 3)
                .cpu(8, 12);
    }

    private static final List<Run> RUNS = List.of(
            heavy(20).run(),
            heavy(40).repeat(1).run(),
            heavy(22).repeat(2).run(),
            Hand.period(2).arm(Arm.LIGHT).noLedger().run(),
            Hand.period(4).arm(Arm.CONTROL).noLedger().run(),
            heavy(33).cold().run(),
            Hand.period(11).way("python", "queue", "pickle-5").noLedger().run());

    @Test
    void theSummaryIsWrittenDown() {
        assertThat(text(new Tables(RUNS).summary())).isEqualTo("""
                        language | route | codec | arm | start | repeats | messages | seconds | ms a message | low (ms) | high (ms) | × light | × control | MB/s | waiting (%) | peak of a worker (MB) | peak of the parent (MB)
                        java | queue | java | light | warm | 1 | 40 | 0.0800 | 2.00 | – | – | 1.00 | 0.500 | – | – | – | –
                        java | queue | java | control | warm | 1 | 40 | 0.160 | 4.00 | – | – | 2.00 | 1.00 | – | – | – | –
                        java | queue | java | heavy | warm | 3 | 40 | 0.880 | 22.0 | 22.0 | 22.0 | 11.0 | 5.50 | 2,455 | 50.0 | 203 | 199
                        python | queue | pickle-5 | heavy | warm | 1 | 40 | 0.440 | 11.0 | – | – | – | – | 4,909 | – | – | –
                        java | queue | java | heavy | cold | 1 | 40 | 1.32 | 33.0 | – | – | – | – | 1,636 | 50.0 | 203 | 199
                        """);
    }

    @Test
    void copiesAreCountedOnEitherSide() {
        var runs = List.of(
                heavy(20).copied(4).run(),
                heavy(20).copied(4.4).repeat(1).run(),
                heavy(20).copied(4.8).repeat(2).run(),
                Hand.period(2).way("java", "slots", "raw").cpu(1, 1).copied(0).run(),
                Hand.period(2)
                        .way("java", "kite", "json")
                        .payloadBytes(-1)
                        .cpu(1, 1)
                        .copied(3)
                        .run(),
                Hand.period(2).way("python", "queue", "pickle-5").cpu(1, 1).run(),
                heavy(20).copied(4).cold().run());
        assertThat(text(new Tables(runs).copies())).isEqualTo("""
                        language | route | codec | arm | payload (MB) | messages | sender: user space | sender: system | receiver: system | receiver: user space | together
                        java | queue | java | heavy | 54.0 | 40 | 1.10 | 1.10 | 1.10 | 1.10 | 4.40
                        python | queue | pickle-5 | heavy | 54.0 | 40 | – | – | – | – | –
                        java | slots | raw | heavy | 54.0 | 40 | 0 | 0 | 0 | 0 | 0
                        java | kite | json | heavy | – | 40 | – | – | – | – | –
                        """);
    }

    private static List<Run> way(String language, String route, String codec, double ms, double spread) {
        var runs = new ArrayList<Run>();
        for (int repeat = 0; repeat < 5; repeat++) {
            double period = ms + (repeat - 2) * spread;
            runs.add(Hand.period(period)
                    .way(language, route, codec)
                    .repeat(repeat)
                    .noLedger()
                    .run());
            runs.add(Hand.period(1)
                    .way(language, route, codec)
                    .arm(Arm.CONTROL)
                    .repeat(repeat)
                    .noLedger()
                    .run());
        }
        return runs;
    }

    @Test
    void everyWayIsComparedWithTheBestAndWithItsTwin() {
        var runs = Stream.of(
                        way("java", "queue", "java", 20, 0.1),
                        way("java", "queue", "json", 50, 0.1),
                        way("java", "slots", "raw", 2, 0.5),
                        way("java", "pipes", "raw", 2.5, 0.5),
                        way("java", "ring", "raw", 4, 0.1),
                        way("python", "queue", "pickle-5", 40, 0.1),
                        way("python", "queue", "pickle-4", 80, 0.1),
                        way("python", "pipes", "send_bytes", 5, 0.1),
                        List.of(Hand.period(3)
                                .way("java", "kite", "raw")
                                .noLedger()
                                .run()))
                .flatMap(List::stream)
                .toList();
        assertThat(text(new Tables(runs).compare())).isEqualTo("""
                        language | route | codec | ms a message | low (ms) | high (ms) | × control | × control, low | × control, high | × best | × best, low | × best, high | verdict | twin | × twin
                        java | slots | raw | 2.00 | 1.00 | 3.00 | 2.00 | 1.00 | 3.00 | 1.00 | 1.00 | 1.00 | best |  | –
                        java | pipes | raw | 2.50 | 1.50 | 3.50 | 2.50 | 1.50 | 3.50 | 1.25 | 0.667 | 2.50 | equal to the best | python send_bytes | 0.500
                        java | kite | raw | 3.00 | – | – | – | – | – | 1.50 | – | – |  |  | –
                        java | ring | raw | 4.00 | 3.80 | 4.20 | 4.00 | 3.80 | 4.20 | 2.00 | 1.33 | 4.00 | slower |  | –
                        python | pipes | send_bytes | 5.00 | 4.80 | 5.20 | 5.00 | 4.80 | 5.20 | 2.50 | 1.67 | 5.00 | slower | java raw | 2.00
                        java | queue | java | 20.0 | 19.8 | 20.2 | 20.0 | 19.8 | 20.2 | 10.0 | 6.67 | 20.0 | slower | python pickle-5 | 0.500
                        python | queue | pickle-5 | 40.0 | 39.8 | 40.2 | 40.0 | 39.8 | 40.2 | 20.0 | 13.3 | 40.0 | slower | java java | 2.00
                        java | queue | json | 50.0 | 49.8 | 50.2 | 50.0 | 49.8 | 50.2 | 25.0 | 16.7 | 50.0 | slower | python pickle-5 (other codec) | 1.25
                        python | queue | pickle-4 | 80.0 | 79.8 | 80.2 | 80.0 | 79.8 | 80.2 | 40.0 | 26.7 | 80.0 | slower | java java | 4.00
                        """);
    }

    @Test
    void theCaptionSaysWhyAnIntervalIsMissing() {
        var caption = "What a message takes: medians over the repeats; low and high bound a 95 % bootstrap interval";
        assertThat(new Tables(List.of(heavy(20).messages(2).run())).summary().name())
                .isEqualTo(caption + "; – in them: too few samples");
        assertThat(new Tables(List.of(heavy(20).run())).summary().name()).isEqualTo(caption);
        assertThat(new Tables(List.of(heavy(20).noLedger().run())).summary().name())
                .isEqualTo(caption + "; – in them: too few repeats without a ledger");
        assertThat(new Tables(List.of(heavy(20).run(), heavy(20).cold().run()))
                        .summary()
                        .name())
                .isEqualTo(caption + "; – in them: a run from cold, which there is once");
    }

    @Test
    void theBreakdownAddsUpToTheWholeLife() {
        var table = new Tables(RUNS).breakdown();
        assertThat(text(table)).isEqualTo("""
                        language | route | codec | arm | phase | side | doing | mean (ms) | share (%) | overlap (ms)
                        java | queue | java | heavy | inputs | worker | work | 0 | 0.0 | 0
                        java | queue | java | heavy | compute | worker | work | 30.0 | 30.0 | 0
                        java | queue | java | heavy | produce | worker | work | 0 | 0.0 | 0
                        java | queue | java | heavy | wait for space | worker | wait | 50.0 | 50.0 | 0
                        java | queue | java | heavy | buffered | worker | wait | 0 | 0.0 | 0
                        java | queue | java | heavy | encode | worker | work | 0 | 0.0 | 0
                        java | queue | java | heavy | wait for turn | worker | wait | 0 | 0.0 | 0
                        java | queue | java | heavy | write | worker | work | 10.0 | 10.0 | 6.00
                        java | queue | java | heavy | in flight | parent | wait | 0 | 0.0 | 0
                        java | queue | java | heavy | wait | parent | wait | 0 | 0.0 | 0
                        java | queue | java | heavy | read | parent | work | 0 | 0.0 | 0
                        java | queue | java | heavy | decode | parent | work | 7.00 | 7.0 | 0
                        java | queue | java | heavy | consume | parent | work | 3.00 | 3.0 | 0
                        """);
    }

    @Test
    void sharesOfAPlayedExperimentAddUpToAHundred() {
        var runs = Sample.experiment(1);
        var table = new Tables(runs).breakdown();
        var groups = Group.warm(runs);
        for (int g = 0; g < groups.size(); g++) {
            var rows = table.inRange(g * Phase.values().length, (g + 1) * Phase.values().length);
            assertThat(rows.doubleColumn("share (%)").sum()).isCloseTo(100, within(1e-9));
            assertThat(rows.doubleColumn("mean (ms)").sum())
                    .isCloseTo(groups.get(g).lifeMs(), within(1e-6));
            assertThat(rows.doubleColumn("overlap (ms)").sum())
                    .isCloseTo(groups.get(g).mean(m -> m.overlapNs() / 1e6), within(1e-9));
        }
    }

    @Test
    void everyMessageHasARow() {
        var table = new Tables(RUNS).messages();
        assertThat(table.rowCount()).isEqualTo(4 * 40);
        assertThat(table.columnNames())
                .containsExactlyElementsOf(Stream.of(
                                Stream.of("language", "route", "codec", "arm", "start", "repeat", "worker", "sequence"),
                                Stream.of("began (ms)"),
                                Stream.of(Phase.values()).map(phase -> phase.label() + " (ms)"),
                                Stream.of("overlap (ms)", "life (ms)"))
                        .flatMap(names -> names)
                        .toList());
        assertThat(row(table, 1))
                .isEqualTo("java | queue | java | heavy | warm | 0 | 1 | 0 | 20.0 | 0 | 30.0 | 0 | 50.0 | 0 | 0 | 0 "
                        + "| 10.0 | 0 | 0 | 0 | 7.00 | 3.00 | 6.00 | 100");
        assertThat(table.stringColumn("start").countOccurrences("cold")).isEqualTo(40);
    }

    @Test
    void whatTheParentDidBeforeTheWorkerHadFinishedIsExplainedWhereItStands() {
        var life = List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 9_000_000L);
        var early = new Message(0, 0, 0, life, 9_000_000, 6_000_000, 7_000_000, 8_000_000, 8_500_000, 8_900_000);
        var run = heavy(20).run();
        var table = new Tables(
                        List.of(new Run(run.setup(), run.timing(), 1, 1, List.of(early), List.of(), run.processes())))
                .messages();
        assertThat(row(table, 0)).endsWith("| 9.00 | 0 | 0 | 0 | 0 | 0 | 1.90 | 9.00");
        assertThat(table.name())
                .isEqualTo("Every message's life, phase by phase; until the worker has finished, time is the worker's:"
                        + " what the parent had read, decoded and consumed by then is the overlap");
    }

    @Test
    void everyProcessHasARow() {
        var table = new Tables(RUNS).workers();
        assertThat(table.rowCount()).isEqualTo(4 * 5);
        assertThat(text(table.first(2))).isEqualTo("""
                        language | route | codec | arm | start | repeat | process | processor (s) | processor (% of one core) | voluntary switches | involuntary switches | collector pauses (ms) | allocated (MB) | peak private memory (MB)
                        java | queue | java | heavy | warm | 0 | parent | 0.320 | 40.0 | 7 | 3 | 2.00 | 5.00 | 199
                        java | queue | java | heavy | warm | 0 | worker 0 | 0.120 | 15.0 | 7 | 3 | 2.00 | 5.00 | 200
                        """);
    }

    @Test
    void statesAreSharesOfTheSamplesOfEachThread() {
        var run = heavy(20).run();
        var states = List.of(
                new StateSample(0, 0, StateSample.Role.COMPUTING, 'R'),
                new StateSample(1, 0, StateSample.Role.COMPUTING, 'S'),
                new StateSample(2, 0, StateSample.Role.COMPUTING, 'S'),
                new StateSample(3, 0, StateSample.Role.COMPUTING, 'D'),
                new StateSample(0, -1, StateSample.Role.RECEIVING, 'S'),
                new StateSample(0, 0, StateSample.Role.FEEDING, 'Z'));
        var sampled = new Run(run.setup(), run.timing(), 40, 40, run.log(), states, run.processes());
        assertThat(text(new Tables(List.of(sampled)).states())).isEqualTo("""
                        language | route | codec | arm | start | repeat | process | thread | samples | R running (%) | S sleeping (%) | D blocked (%) | other (%)
                        java | queue | java | heavy | warm | 0 | parent | receiving | 1 | 0.0 | 100.0 | 0.0 | 0.0
                        java | queue | java | heavy | warm | 0 | worker 0 | computing | 4 | 25.0 | 50.0 | 25.0 | 0.0
                        java | queue | java | heavy | warm | 0 | worker 0 | feeding | 1 | 0.0 | 0.0 | 0.0 | 100.0
                        """);
    }

    @Test
    void noShareIsLessThanNothing() {
        var run = heavy(20).run();
        var states = IntStream.range(0, 10) // 1 − 1/10 − 9/10 is less than 0
                .mapToObj(i -> new StateSample(i, 0, StateSample.Role.COMPUTING, i == 0 ? 'R' : 'S'))
                .toList();
        var sampled = new Run(run.setup(), run.timing(), 40, 40, run.log(), states, run.processes());
        assertThat(text(new Tables(List.of(sampled)).states())).endsWith("| 10.0 | 90.0 | 0.0 | 0.0\n");
    }

    @Test
    void whatCannotBeKnownIsMissing() {
        var unknown = Hand.period(1).noLedger().payloadBytes(-1).run();
        var row = new Tables(List.of(unknown)).summary();
        for (var column : List.of(
                "low (ms)",
                "high (ms)",
                "× light",
                "× control",
                "MB/s",
                "waiting (%)",
                "peak of a worker (MB)",
                "peak of the parent (MB)")) {
            assertThat(row.doubleColumn(column).isMissing(0)).as(column).isTrue();
        }
    }

    @Test
    void namesArePassedOnUntouched() {
        var hostile = "<b onclick=\"x\">&amp;'";
        var table =
                new Tables(List.of(Hand.period(1).way("java", hostile, hostile).run())).summary();
        assertThat(table.stringColumn("route").get(0)).isEqualTo(hostile);
        assertThat(table.stringColumn("codec").getString(0)).isEqualTo(hostile);
    }

    @Test
    void thereAreTablesOfNothing() {
        var none = new Tables(List.of());
        assertThat(Stream.of(
                        none.summary(),
                        none.compare(),
                        none.copies(),
                        none.breakdown(),
                        none.messages(),
                        none.workers(),
                        none.states()))
                .allSatisfy(table -> {
                    assertThat(table.rowCount()).isZero();
                    assertThat(table.columnCount()).isGreaterThan(8);
                    assertThat(table.name()).isNotEmpty();
                });
    }

    @Test
    void aComparisonOfNothingSaysWhy() {
        var control = List.of(Hand.period(1).arm(Arm.CONTROL).run());
        assertThat(new Tables(control).compare().name())
                .isEqualTo("Nothing to compare: no complete run carried the payload (Arm.HEAVY)");
    }

    @Test
    void columnsKeepAllDigits() {
        var table = new Tables(List.of(Hand.period(1.23456789).messages(25).run())).summary();
        assertThat(table.doubleColumn("ms a message").get(0)).isCloseTo(1.23456789, within(1e-12));
        assertThat(table.doubleColumn("ms a message").getString(0)).isEqualTo("1.23");
        assertThat(LongStream.of(table.longColumn("messages").get(0))).containsExactly(100L);
    }

    static String text(Table table) {
        var text = new StringBuilder(String.join(" | ", table.columnNames())).append('\n');
        IntStream.range(0, table.rowCount())
                .forEach(row -> text.append(row(table, row)).append('\n'));
        return text.toString();
    }

    private static String row(Table table, int row) {
        return String.join(
                " | ", table.columns().stream().map(c -> c.getString(row)).toList());
    }
}
