package dev.handoff.archive;

import java.io.Serial;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.MinimalPrettyPrinter;

/**
 * Where a file of results breaks its lines: after every field down to those of a run, and after every row of a table.
 * What lies deeper stays on one line.
 */
final class LineBreaks extends MinimalPrettyPrinter {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The top level, the list of runs, a run. */
    private static final int BROKEN_LEVELS = 3;

    private static final Set<String> TABLES = Set.of("rows", "processes");

    @Override
    public void beforeObjectEntries(JsonGenerator json) {
        breakLine(json, 0);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) {
        json.writeRaw(',');
        breakLine(json, 0);
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) {
        end(json, entries, '}');
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) {
        breakLine(json, 0);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
        json.writeRaw(',');
        breakLine(json, 0);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) {
        end(json, values, ']');
    }

    private static void end(JsonGenerator json, int count, char bracket) {
        if (count > 0) {
            breakLine(json, -1);
        }
        json.writeRaw(bracket);
    }

    private static void breakLine(JsonGenerator json, int outwards) {
        var inside = json.streamWriteContext();
        boolean table = inside.inArray()
                && inside.getParent().hasCurrentName()
                && TABLES.contains(inside.getParent().currentName());
        if (inside.getNestingDepth() <= BROKEN_LEVELS || table) {
            json.writeRaw("\n" + " ".repeat(inside.getNestingDepth() + outwards));
        }
    }
}
