package dev.handoff.chaos;

import dev.handoff.chaos.Verdict.Kind;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Phase;
import java.util.ArrayList;
import java.util.List;

/** The verdicts of many rounds, as a table of phases and channels. One thread at a time. */
public final class Tally {
    private static final String CELL = "%-14s";

    private final List<Verdict> verdicts = new ArrayList<>();

    /** A tally of no rounds yet. */
    public Tally() {}

    /**
     * Counts a round.
     *
     * @param verdict what came of it
     */
    public void add(Verdict verdict) {
        verdicts.add(verdict);
    }

    /**
     * How many rounds went so.
     *
     * @param kind how
     * @return their number
     */
    public long count(Kind kind) {
        return verdicts.stream().filter(verdict -> verdict.kind() == kind).count();
    }

    /**
     * Whether a promise was broken.
     *
     * @return true if any round hung, was corrupt, or left something behind
     */
    public boolean isBad() {
        return verdicts.stream().anyMatch(Verdict::isBad);
    }

    /**
     * The table: in each cell how many rounds went well, and with an exclamation mark how many did not; a hyphen where none
     * was run, nothing where none makes sense.
     *
     * @return lines of text
     */
    public String text() {
        var text = new StringBuilder(CELL.formatted(""));
        Cell.channels().forEach(channel -> text.append(CELL.formatted(channel.name())));
        for (var phase : Phase.values()) {
            text.append('\n').append(CELL.formatted(phase.label()));
            Cell.channels().forEach(channel -> text.append(CELL.formatted(cell(phase, channel))));
        }
        return text.append("\n%d rounds: %d well, %d hung, %d corrupt, %d residue, %d came too late"
                        .formatted(
                                verdicts.size(),
                                count(Kind.WELL),
                                count(Kind.HUNG),
                                count(Kind.CORRUPT),
                                count(Kind.RESIDUE),
                                count(Kind.MISSED)))
                .toString();
    }

    private String cell(Phase phase, Channel channel) {
        var here = verdicts.stream()
                .filter(verdict -> verdict.cell().phase() == phase
                        && verdict.cell().channel().equals(channel)
                        && verdict.kind() != Kind.MISSED)
                .toList();
        if (here.isEmpty()) {
            boolean possible = Cell.all().stream()
                    .anyMatch(cell -> cell.phase() == phase && cell.channel().equals(channel));
            return possible ? "-" : "";
        }
        long bad = here.stream().filter(Verdict::isBad).count();
        return bad == 0 ? "" + here.size() : (here.size() - bad) + " !" + bad;
    }
}
