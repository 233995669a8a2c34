package dev.handoff.report;

import java.util.List;
import tech.tablesaw.api.Table;

/** One row for each way that carries the payload, the fastest first. */
final class ComparisonTable {
    private ComparisonTable() {}

    static Table of(List<Group> groups) {
        var ways = Standing.of(groups);
        return new Columns<>(ways)
                .text("language", way -> way.heavy().kind().language())
                .text("route", way -> way.heavy().kind().route())
                .text("codec", way -> way.heavy().kind().codec())
                .number("ms a message", way -> way.heavy().messageMs())
                .number("low (ms)", way -> way.interval().low())
                .number("high (ms)", way -> way.interval().high())
                .number("× control", way -> way.timesControl().value())
                .number("× control, low", way -> way.timesControl().interval().low())
                .number("× control, high", way -> way.timesControl().interval().high())
                .number("× best", way -> way.timesBest().value())
                .number("× best, low", way -> way.timesBest().interval().low())
                .number("× best, high", way -> way.timesBest().interval().high())
                .text("verdict", Standing::verdict)
                .text("twin", way -> way.twin() == null ? "" : way.twin().name())
                .number("× twin", ComparisonTable::timesTwin)
                .table(
                        ways.isEmpty()
                                ? "Nothing to compare: no complete run carried the payload (Arm.HEAVY)"
                                : "Every way to carry the payload, the fastest first; equal: × best may be 1");
    }

    private static double timesTwin(Standing way) {
        return way.twin() == null
                ? Double.NaN
                : way.heavy().messageMs() / way.twin().group().messageMs();
    }
}
