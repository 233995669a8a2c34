package dev.handoff.bench;

import dev.handoff.bench.Outcome.Measured;
import dev.handoff.bench.Outcome.Missing;
import dev.handoff.bench.Outcome.Verdict;
import dev.handoff.bench.Trial.Exhibit;
import dev.handoff.bench.Trial.Findings;
import dev.handoff.report.Columns;
import dev.handoff.report.Pictures;
import dev.handoff.report.SharesChart;
import dev.handoff.report.SharesChart.Share;
import dev.handoff.spi.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that was found, as a table, as a page and as data.
 *
 * @param machine on which
 * @param effort with which
 * @param findings of the trials
 */
record BenchReport(Machine machine, Effort effort, List<Findings> findings) {
    private static final String PICTURE = "docs/benchmarks.png";

    private List<Outcome> outcomes() {
        return findings.stream().flatMap(found -> found.outcomes().stream()).toList();
    }

    private List<Exhibit> exhibits() {
        return findings.stream().flatMap(found -> found.exhibits().stream()).toList();
    }

    private <T extends Outcome> List<T> outcomes(Class<T> kind) {
        return outcomes().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What missed its target. */
    List<String> missed() {
        return texts(measured -> measured.verdict() == Verdict.MISSED);
    }

    /** What has become much worse than it was. */
    List<String> worseThan(Published before) {
        return texts(before::wasMuchBetterThan);
    }

    private List<String> texts(Predicate<Measured> which) {
        return outcomes(Measured.class).stream()
                .filter(which)
                .map(measured -> "%s against %s: %s"
                        .formatted(measured.target().what(), measured.target().against(), shortfall(measured)))
                .toList();
    }

    Table table() {
        return new Columns<>(outcomes(Measured.class))
                .text("what", measured -> measured.target().what())
                .text("against", measured -> measured.target().against())
                .text("ours", measured -> figure(measured.ours()))
                .text("theirs", measured -> figure(measured.theirs()))
                .text("unit", Measured::unit)
                .text("rounds", measured -> "" + measured.ours().size())
                .text("ratio", measured -> digits(measured.ratio().value()))
                .text("95 % interval", measured -> interval(measured.ratio()))
                .text("target", measured -> measured.target().boundText())
                .text("verdict", measured -> measured.verdict().name().toLowerCase(Locale.ROOT))
                .table("Handoff against what else there is");
    }

    /** Writes everything and says where. */
    List<Path> write(Path directory) {
        try {
            var picture = directory.resolve(PICTURE);
            Files.createDirectories(picture.getParent());
            Files.write(picture, Pictures.png(chart(), 2));
            var page = Files.writeString(directory.resolve("BENCHMARKS.md"), page());
            var data = Files.writeString(directory.resolve("bench.json"), json());
            return List.of(page, data, picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private XYChart chart() {
        return SharesChart.of(
                "Share of what each target allows",
                "share, cut at 2; beside it the ratio and its target",
                outcomes(Measured.class).stream().map(BenchReport::share).toList());
    }

    private static Share share(Measured measured) {
        var target = measured.target();
        var ratio = measured.ratio();
        boolean least = target.side() == Target.Side.AT_LEAST;
        return new Share(
                target.what() + " / " + target.against(),
                least ? target.bound() / ratio.value() : ratio.value() / target.bound(),
                least ? target.bound() / ratio.high() : ratio.low() / target.bound(),
                least ? target.bound() / ratio.low() : ratio.high() / target.bound(),
                digits(ratio.value()) + " (" + target.boundText() + ")");
    }

    private String page() {
        var page = new StringBuilder("# Benchmarks\n\n");
        page.append("Written by `./handoff bench --")
                .append(effort.name().toLowerCase(Locale.ROOT))
                .append(
                        "`. What is compared was measured in one run, in turn. A round's ratio is ours by theirs, taken one after"
                                + " the other; the ratio shown is the median of the rounds', so it may differ from that of the two"
                                + " medians beside it. With it comes its 95 % interval; *met* and *missed* mean that the whole interval lies on that side of the"
                                + " target, *open* that the target lies within it. What is"
                                + " compared with comes in the releases that `pom.xml`, `src/bench/rust/*/Cargo.toml`,"
                                + " `src/main/python/requirements.txt` and `src/bench/python/requirements.txt` name.\n\n");
        page.append("```\n").append(machine.text()).append("\n```\n\n");
        shortfalls(page);
        page.append("## All targets\n\n![Bars, one for each target: the ratio as a share of what is allowed.](")
                .append(PICTURE)
                .append(")\n\n");
        markdown(table(), page);
        remarks(page);
        for (var exhibit : exhibits()) {
            page.append("## ").append(exhibit.title()).append("\n\n");
            page.append(exhibit.says()).append("\n\n");
            markdown(exhibit.table(), page);
        }
        return page.toString();
    }

    /** What fell short comes first. */
    private void shortfalls(StringBuilder page) {
        var lines = outcomes().stream()
                .filter(outcome -> !(outcome instanceof Measured measured && measured.verdict() == Verdict.MET))
                .map(outcome -> "- **%s** against %s: %s\n"
                        .formatted(outcome.target().what(), outcome.target().against(), shortfall(outcome)))
                .toList();
        page.append("## What fell short\n\n");
        page.append(lines.isEmpty() ? "Nothing.\n" : String.join("", lines)).append('\n');
    }

    private static String shortfall(Outcome outcome) {
        return switch (outcome) {
            case Measured measured ->
                "%s: %s (%s), target %s"
                        .formatted(
                                measured.verdict().name().toLowerCase(Locale.ROOT),
                                digits(measured.ratio().value()),
                                interval(measured.ratio()),
                                measured.target().boundText());
            case Missing missing -> "not measured: " + missing.why();
        };
    }

    /** How figures were taken and what limits them: once for all that have it in common. */
    private void remarks(StringBuilder page) {
        Map<String, Set<String>> targets = new LinkedHashMap<>();
        for (var measured : outcomes(Measured.class)) {
            targets.computeIfAbsent(measured.remark(), _ -> new LinkedHashSet<>())
                    .add("**" + measured.target().what() + "**");
        }
        targets.remove("");
        if (!targets.isEmpty()) {
            page.append("How it was taken, and what limits it:\n\n");
            targets.forEach((remark, whats) -> page.append("- ")
                    .append(String.join("; ", whats))
                    .append(": ")
                    .append(remark)
                    .append('\n'));
            page.append('\n');
        }
    }

    private static void markdown(Table table, StringBuilder page) {
        row(page, table.columnNames().stream());
        row(page, table.columnNames().stream().map(_ -> "---"));
        for (int i = 0; i < table.rowCount(); i++) {
            int at = i;
            row(page, table.columns().stream().map(column -> column.getString(at)));
        }
        page.append('\n');
    }

    private static void row(StringBuilder page, Stream<String> cells) {
        page.append(cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private String json() {
        return JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new Data(
                        machine,
                        effort,
                        outcomes(Measured.class).stream()
                                .map(measured -> new Row(measured, measured.ratio(), measured.verdict()))
                                .toList(),
                        outcomes(Missing.class),
                        exhibits().stream()
                                .map(exhibit -> new Shown(
                                        exhibit.title(), exhibit.table().write().toString("csv")))
                                .toList()));
    }

    private record Data(
            Machine machine, Effort effort, List<Row> measured, List<Missing> missing, List<Shown> exhibits) {}

    private record Row(Measured samples, Ratio ratio, Verdict verdict) {}

    private record Shown(String title, String csv) {}

    private static String figure(List<Double> samples) {
        return digits(Ratio.median(samples));
    }

    private static String interval(Ratio ratio) {
        return DoubleStream.of(ratio.low(), ratio.high())
                .mapToObj(BenchReport::digits)
                .collect(Collectors.joining(" to "));
    }

    /** Three digits, and no more zeros than are needed. */
    private static String digits(double value) {
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
