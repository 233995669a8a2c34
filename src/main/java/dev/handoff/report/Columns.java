package dev.handoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.LongColumnType;

/**
 * Builds a table from rows, column by column: a name with its unit, and where the value comes from. Numbers keep all
 * their digits; how many are shown is the column's print format.
 *
 * @param <T> what a row is made of
 */
public final class Columns<T> {
    /** What is not known, in a column of whole numbers. */
    public static final long MISSING = LongColumnType.missingValueIndicator();

    private final List<T> rows;
    private final List<Column<?>> columns = new ArrayList<>();

    /**
     * A table without columns.
     *
     * @param rows one for each row
     */
    public Columns(List<T> rows) {
        this.rows = rows;
    }

    /**
     * Adds a column of words.
     *
     * @param name its name, with the unit
     * @param value where the value comes from
     * @return this
     */
    public Columns<T> text(String name, Function<T, String> value) {
        columns.add(StringColumn.create(name, rows.stream().map(value)));
        return this;
    }

    /**
     * Adds a column of whole numbers.
     *
     * @param name its name, with the unit
     * @param value where the value comes from; {@link #MISSING} for what is not known
     * @return this
     */
    public Columns<T> count(String name, ToLongFunction<T> value) {
        var column = LongColumn.create(name, rows.stream().mapToLong(value).toArray());
        column.setPrintFormatter(Numbers.counts());
        columns.add(column);
        return this;
    }

    /**
     * Adds a column of numbers.
     *
     * @param name its name, with the unit
     * @param value where the value comes from; NaN, which is Tablesaw's missing value, for what is not known
     * @return this
     */
    public Columns<T> number(String name, ToDoubleFunction<T> value) {
        var column = DoubleColumn.create(name, rows.stream().mapToDouble(value));
        column.setPrintFormatter(Numbers.digits());
        columns.add(column);
        return this;
    }

    /**
     * Adds a column of shares, kept and shown as percentages.
     *
     * @param name its name
     * @param share where the share, from 0 to 1, comes from
     * @return this
     */
    public Columns<T> percent(String name, ToDoubleFunction<T> share) {
        var column = DoubleColumn.create(name, rows.stream().mapToDouble(row -> share.applyAsDouble(row) * 100));
        column.setPrintFormatter(Numbers.percentages());
        columns.add(column);
        return this;
    }

    /** What was run: the columns that most tables begin with. */
    Columns<T> kind(Function<T, Kind> of) {
        return text("language", row -> of.apply(row).language())
                .text("route", row -> of.apply(row).route())
                .text("codec", row -> of.apply(row).codec())
                .text("arm", row -> of.apply(row).arm().label());
    }

    /** Whether the time began with a warm pool or with nothing at all; or that the run was broken off. */
    Columns<T> start(Function<T, Kind> of) {
        return text("start", row -> of.apply(row).start().label());
    }

    /**
     * The table.
     *
     * @param caption its name
     * @return the table, with all columns added so far
     */
    public Table table(String caption) {
        return Table.create(caption, columns);
    }
}
