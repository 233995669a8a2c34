package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.ProcessUse;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** One row for each kind of run. */
final class SummaryTable {
    private record Row(Group group, Interval interval, double timesLight, double timesControl) {
        Kind kind() {
            return group.kind();
        }
    }

    private SummaryTable() {}

    static Table of(List<Group> groups) {
        var rows = groups.stream()
                .map(group -> new Row(
                        group, Bootstrap.of(group), ratio(group, Arm.LIGHT, groups), ratio(group, Arm.CONTROL, groups)))
                .toList();
        return new Columns<>(rows)
                .kind(Row::kind)
                .start(Row::kind)
                .count("repeats", row -> row.group.runs().size())
                .count("messages", row -> row.group.middle().received())
                .number("seconds", row -> row.group.seconds())
                .number("ms a message", row -> row.group.messageMs())
                .number("low (ms)", row -> row.interval.low())
                .number("high (ms)", row -> row.interval.high())
                .number("× light", Row::timesLight)
                .number("× control", Row::timesControl)
                .number("MB/s", row -> row.group.megabytesPerSecond())
                .percent("waiting (%)", row -> row.group.waitShare())
                .number("peak of a worker (MB)", row -> row.group.peakMegabytes(worker -> worker != ProcessUse.PARENT))
                .number(
                        "peak of the parent (MB)",
                        row -> row.group.peakMegabytes(worker -> worker == ProcessUse.PARENT))
                .table(caption(rows));
    }

    /** How many times the other arm of the same way; NaN without it, and for runs that are not warm. */
    static double ratio(Group group, Arm to, List<Group> groups) {
        if (!group.kind().warm()) {
            return Double.NaN;
        }
        return groups.stream()
                .filter(other -> other.kind().equals(group.kind().with(to)))
                .mapToDouble(other -> group.messageMs() / other.messageMs())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String caption(List<Row> rows) {
        var caption = "What a message takes: medians over the repeats; low and high bound a 95 % bootstrap interval";
        var why = rows.stream()
                .filter(row -> !row.interval.known())
                .map(SummaryTable::whyUnknown)
                .distinct()
                .collect(Collectors.joining(", or "));
        return why.isEmpty() ? caption : caption + "; " + Numbers.MISSING + " in them: " + why;
    }

    private static String whyUnknown(Row row) {
        if (!row.kind().warm()) {
            return "a run from cold, which there is once";
        }
        return row.group.hasLedger() ? "too few samples" : "too few repeats without a ledger";
    }
}
