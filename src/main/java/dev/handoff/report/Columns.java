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

/**
 * Builds a table from rows, column by column: a name with its unit, and where the value comes from. Numbers keep all
 * their digits; how many are shown is the column's print format.
 */
final class Columns<T> {
    private final List<T> rows;
    private final List<Column<?>> columns = new ArrayList<>();

    Columns(List<T> rows) {
        this.rows = rows;
    }

    Columns<T> text(String name, Function<T, String> value) {
        columns.add(StringColumn.create(name, rows.stream().map(value)));
        return this;
    }

    Columns<T> count(String name, ToLongFunction<T> value) {
        var column = LongColumn.create(name, rows.stream().mapToLong(value).toArray());
        column.setPrintFormatter(Numbers.counts());
        columns.add(column);
        return this;
    }

    /** NaN is Tablesaw's missing value. */
    Columns<T> number(String name, ToDoubleFunction<T> value) {
        var column = DoubleColumn.create(name, rows.stream().mapToDouble(value));
        column.setPrintFormatter(Numbers.digits());
        columns.add(column);
        return this;
    }

    /** A share from 0 to 1, kept and shown as a percentage. */
    Columns<T> percent(String name, ToDoubleFunction<T> share) {
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

    /** Whether the time began with a warm pool or with nothing at all. */
    Columns<T> start(Function<T, Kind> of) {
        return text("start", row -> of.apply(row).cold() ? "cold" : "warm");
    }

    Table table(String caption) {
        return Table.create(caption, columns);
    }
}
