package dev.handoff.chaos;

import dev.handoff.report.Columns;
import dev.handoff.spi.Displayable;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * What became of runs in which a worker was struck, in both languages. Immutable.
 *
 * @param rows one for each fault and way
 */
public record Damages(List<Damage> rows) implements Displayable {
    /** Copies the list. */
    public Damages {
        rows = List.copyOf(rows);
    }

    /**
     * The faults and how each way ended, side by side. Where a way has no such phase, there is a hyphen.
     *
     * @return fault, in phase, and a column for each way
     */
    public Table table() {
        var strikes = rows.stream().map(Damage::strike).distinct().toList();
        var table = new Columns<>(strikes)
                .text("fault", strike -> strike.fault().label())
                .text("in phase", strike -> strike.phase().label());
        rows.stream().map(Damage::way).distinct().forEach(way -> table.text(way, strike -> ending(strike, way)));
        return table.table("A fault strikes one of two workers: how the run ends");
    }

    private String ending(Strike strike, String way) {
        return rows.stream()
                .filter(row -> row.strike().equals(strike) && row.way().equals(way))
                .map(row -> row.ending().label())
                .findFirst()
                .orElse("-");
    }

    /**
     * A row for each fault and way.
     *
     * @return way, fault, in phase, ending, received (missing where the parent was killed), of, seconds, the parent is told, left
     *     behind
     */
    public Table details() {
        return new Columns<>(rows)
                .text("way", Damage::way)
                .text("fault", row -> row.strike().fault().label())
                .text("in phase", row -> row.strike().phase().label())
                .text("ending", row -> row.ending().label())
                .count("received", row -> row.received() == Damage.NOBODY_KNOWS ? Columns.MISSING : row.received())
                .count("of", Damage::total)
                .number("seconds", Damage::seconds)
                .text("the parent is told", row -> orNothing(row.told()))
                .text("left behind", row -> orNothing(row.left()))
                .table("What each fault has done");
    }

    private static String orNothing(String words) {
        return words.isEmpty() ? "nothing" : words;
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return rows.stream().map(Damage::text).collect(Collectors.joining("\n"));
    }
}
