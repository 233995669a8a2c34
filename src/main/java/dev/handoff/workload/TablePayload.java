package dev.handoff.workload;

import dev.handoff.spi.Payload;
import java.lang.foreign.SegmentAllocator;
import java.lang.reflect.Array;
import java.util.Set;

/**
 * A Tablesaw table as an object graph, column by column. Its bytes are those of the values (28 a row); that many rows refer to one and the same name is left out of the account.
 *
 * @param rows how many
 */
public record TablePayload(long rows) implements Payload<TableGraph> {
    private static final long serialVersionUID = 1L;

    private static final TableGraph EMPTY = TableGraph.of(Measurement.table(0, 0, 0));

    /** Checks the number. */
    public TablePayload {
        Lengths.checked("table", rows);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return "table:" + rows;
    }

    @Override
    public long bytes() {
        return rows * Measurement.BYTES;
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(TableGraph.class);
    }

    @Override
    public TableGraph make(int worker, long sequence, SegmentAllocator at) {
        return TableGraph.of(Measurement.table((int) rows, worker, sequence));
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!(got instanceof TableGraph graph) || !isLike(graph)) {
            throw Stamps.another(this, got, worker, sequence);
        }
        var ids = (long[]) graph.columns().getFirst();
        var places = Stamps.places(rows, 1);
        for (int i = 0; i < places.length; i++) {
            Stamps.check(i, ids[(int) places[i]], worker, sequence);
        }
    }

    /** Whether names, types and lengths are those of every such table. */
    private boolean isLike(TableGraph got) {
        boolean like = got.name().equals(EMPTY.name())
                && got.names().equals(EMPTY.names())
                && got.columns().size() == EMPTY.columns().size();
        for (int i = 0; like && i < EMPTY.columns().size(); i++) {
            var column = got.columns().get(i);
            like = column.getClass() == EMPTY.columns().get(i).getClass() && Array.getLength(column) == rows;
        }
        return like;
    }
}
