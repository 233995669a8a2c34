package dev.handoff.chaos;

/**
 * What came of a round.
 *
 * @param cell what was done
 * @param kind how it went
 * @param words what was seen
 */
public record Verdict(Cell cell, Kind kind, String words) {
    /** How a round went. */
    public enum Kind {
        /** As it should: complete, recovered, or failed with the reason. */
        WELL,
        /** It was not over in time. */
        HUNG,
        /** A message was lost, doubled or damaged without a word, or the end is another than it should be. */
        CORRUPT,
        /** Something was left behind. */
        RESIDUE,
        /** The moment for the fault did not come. */
        MISSED
    }

    /**
     * Whether a promise was broken.
     *
     * @return true for what must not be
     */
    public boolean isBad() {
        return kind != Kind.WELL && kind != Kind.MISSED;
    }
}
