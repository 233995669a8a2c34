package dev.handoff.bench;

import java.util.List;
import tech.tablesaw.api.Table;

/** Measures one thing against others, in one go, taking turns. Leaves nothing behind. */
public interface Trial {
    /**
     * The word by which it is chosen on the command line.
     *
     * @return lower case, with hyphens
     */
    String name();

    /**
     * Measures.
     *
     * @param effort how long it may take
     * @return what came of each target, those included that could not be measured
     */
    Findings measure(Effort effort);

    /**
     * What a trial found.
     *
     * @param outcomes of the targets
     * @param exhibits what else is worth a look
     */
    record Findings(List<Outcome> outcomes, List<Exhibit> exhibits) {
        /** Copies the lists. */
        public Findings {
            outcomes = List.copyOf(outcomes);
            exhibits = List.copyOf(exhibits);
        }

        /**
         * Findings without exhibits.
         *
         * @param outcomes of the targets
         * @return the findings
         */
        public static Findings of(List<Outcome> outcomes) {
            return new Findings(outcomes, List.of());
        }
    }

    /**
     * A table that the report shows: what has no target, or what stands behind one.
     *
     * @param title a few words
     * @param says how it was measured, and what to see in it
     * @param table a row for each thing; columns named with their units
     */
    record Exhibit(String title, String says, Table table) {}
}
