package dev.handoff.workload;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as it travels. A {@link Table} is not serializable: it is full of parsers, formatters and indexes that
 * no one wants to send. So the sender takes it apart into the names of its columns and an array of each column's own type,
 * and the receiver can {@linkplain #toTable put it together} again. What is measured is the travel of this object graph,
 * which is what Tablesaw holds, less its surroundings; taking apart is part of making the payload, putting together is not
 * measured. Immutable if the arrays are left alone.
 *
 * @param name of the table
 * @param names of the columns
 * @param columns their values: a {@code long[]}, {@code int[]}, {@code double[]} or {@code String[]} each
 */
public record TableGraph(String name, List<String> names, List<Object> columns) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Copies the lists, not the arrays. */
    public TableGraph {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
    }

    /**
     * Takes a table apart.
     *
     * @param table a table whose columns are of longs, ints, doubles and strings
     * @return what travels
     * @throws IllegalArgumentException if a column is of another type
     */
    public static TableGraph of(Table table) {
        var columns = new ArrayList<Object>();
        for (var column : table.columns()) {
            columns.add(
                    switch (column) {
                        case LongColumn longs -> longs.asLongArray();
                        case IntColumn ints -> ints.asIntArray();
                        case DoubleColumn doubles -> doubles.asDoubleArray();
                        case StringColumn strings -> strings.asObjectArray();
                        default ->
                            throw new IllegalArgumentException(
                                    "column \"" + column.name() + "\" is of type " + column.type()
                                            + "; a table travels with LONG, INTEGER, DOUBLE and STRING columns");
                    });
        }
        return new TableGraph(table.name(), table.columnNames(), columns);
    }

    /**
     * Puts the table together.
     *
     * @return a table of its own
     */
    public Table toTable() {
        var table = Table.create(name);
        for (int i = 0; i < names.size(); i++) {
            table.addColumns(column(names.get(i), columns.get(i)));
        }
        return table;
    }

    private static Column<?> column(String name, Object values) {
        return switch (values) {
            case long[] longs -> LongColumn.create(name, longs);
            case int[] ints -> IntColumn.create(name, ints);
            case double[] doubles -> DoubleColumn.create(name, doubles);
            case String[] strings -> StringColumn.create(name, strings);
            default ->
                throw new IllegalArgumentException("column \"" + name + "\" is a "
                        + values.getClass().getTypeName() + "; long[], int[], double[] and String[] make a column");
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableGraph graph
                && name.equals(graph.name)
                && names.equals(graph.names)
                && Arrays.deepEquals(columns.toArray(), graph.columns.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.deepHashCode(columns.toArray());
    }
}
