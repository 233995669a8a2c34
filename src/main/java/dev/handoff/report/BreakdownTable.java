package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** One row for each phase of each kind of run. */
final class BreakdownTable {
    private record Row(Kind kind, Phase phase, double meanMs, double lifeMs, double overlapMs) {}

    private BreakdownTable() {}

    static Table of(List<Group> groups) {
        var rows = groups.stream()
                .filter(Group::hasLedger)
                .flatMap(BreakdownTable::rows)
                .toList();
        return new Columns<>(rows)
                .kind(Row::kind)
                .text("phase", row -> row.phase.label())
                .text("side", row -> row.phase.ofWorker() ? "worker" : "parent")
                .text("doing", row -> row.phase.isWait() ? "wait" : "work")
                .number("mean (ms)", Row::meanMs)
                .percent("share (%)", row -> row.meanMs / row.lifeMs)
                .number("overlap (ms)", Row::overlapMs)
                .table("Where a message's life goes: the mean of each phase and its share");
    }

    private static Stream<Row> rows(Group group) {
        var means = group.phaseMeanMs();
        double life = group.lifeMs();
        var overlap = overlapMeanMs(group);
        return Stream.of(Phase.values())
                .map(phase -> new Row(group.kind(), phase, means.get(phase), life, overlap.get(phase)));
    }

    private static Map<Phase, Double> overlapMeanMs(Group group) {
        var means = new EnumMap<Phase, Double>(Phase.class);
        for (var phase : Phase.values()) {
            means.put(phase, group.mean(message -> overlapNs(message, phase) / 1e6));
        }
        return means;
    }

    /**
     * The part of the overlap that lies in one phase. The overlap ends when the worker has finished, and its last phase
     * is the writing; what exceeds it lies in the encoding, which a streaming codec alternates with the writing.
     */
    static long overlapNs(Message message, Phase phase) {
        long inWrite = Math.min(message.overlapNs(), message.phaseNs(Phase.WRITE));
        return switch (phase) {
            case WRITE -> inWrite;
            case ENCODE -> message.overlapNs() - inWrite;
            default -> 0;
        };
    }
}
