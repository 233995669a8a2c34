package dev.handoff.report;

import dev.handoff.spi.Displayable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/**
 * A table as a reader sees it: the name as caption, values as the columns' formatters print them, numbers aligned to the
 * right, only the first rows of a long one unless it is wanted {@linkplain #whole whole}.
 */
public final class TableView implements Displayable {
    /** More than this are not read but scrolled past. */
    private static final int BEGINNING = 20;

    private static final String ROW = "<tr style=\"border-bottom:1px solid " + Html.LINE + "\">";

    private final String caption;
    private final List<View> columns;
    private final int shown;
    private final String note;

    /**
     * A view of a table as it is now, and of no more than its first 20 rows.
     *
     * @param table the table
     */
    public TableView(Relation table) {
        this(table, BEGINNING);
    }

    private TableView(Relation table, int most) {
        caption = table.name() == null ? "" : table.name();
        shown = Math.min(table.rowCount(), most);
        columns = table.columns().stream().map(c -> View.of(c, shown)).toList();
        note = shown == table.rowCount()
                ? ""
                : String.format(Locale.ROOT, "showing %d of %,d rows", shown, table.rowCount());
    }

    /**
     * A view of all rows, for a terminal and for files.
     *
     * @param table the table
     * @return the view
     */
    public static TableView whole(Relation table) {
        return new TableView(table, table.rowCount());
    }

    @Override
    public String html() {
        var html = new StringBuilder();
        html.append("<table style=\"border-collapse:collapse;color:inherit;font-variant-numeric:tabular-nums\">\n");
        if (!caption.isBlank()) {
            html.append("<caption style=\"text-align:left;padding:.25em .75em;color:inherit;font-weight:bold\">")
                    .append(Html.escape(caption))
                    .append("</caption>\n");
        }
        html.append("<thead>").append(ROW);
        columns.forEach(column -> html.append(column.html("th", column.name())));
        html.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < shown; row++) {
            html.append(ROW);
            for (var column : columns) {
                html.append(column.html("td", column.cells().get(row)));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n");
        if (!note.isEmpty()) {
            html.append(
                    "<tfoot><tr><td colspan=\"%d\" style=\"text-align:left;padding:.25em .75em\">%s</td></tr></tfoot>\n"
                            .formatted(columns.size(), note));
        }
        return html.append("</table>").toString();
    }

    @Override
    public String text() {
        var lines = Stream.of(
                Stream.of(caption),
                Stream.of(line(View::name), line(column -> "-".repeat(column.width()))),
                IntStream.range(0, shown)
                        .mapToObj(row -> line(column -> column.cells().get(row))),
                Stream.of(note));
        return String.join("\n", lines.flatMap(l -> l).filter(l -> !l.isBlank()).toList());
    }

    private String line(Function<View, String> cell) {
        return String.join(
                        "  ", columns.stream().map(c -> c.padded(cell.apply(c))).toList())
                .stripTrailing();
    }

    /** One column: what is printed of it. */
    private record View(String name, boolean numbers, List<String> cells) {
        static View of(Column<?> column, int rows) {
            var cells = IntStream.range(0, rows)
                    .mapToObj(row -> column.isMissing(row) ? "–" : oneLine(column.getString(row)));
            return new View(oneLine(column.name()), column instanceof NumericColumn, cells.toList());
        }

        private static String oneLine(String text) {
            return text.replaceAll("\\R", " ");
        }

        int width() {
            return Stream.concat(Stream.of(name), cells.stream())
                    .mapToInt(String::length)
                    .max()
                    .orElseThrow();
        }

        String padded(String text) {
            var space = " ".repeat(width() - text.length());
            return numbers ? space + text : text + space;
        }

        String html(String tag, String text) {
            return "<%s style=\"text-align:%s;padding:.25em .75em;white-space:nowrap\">%s</%s>"
                    .formatted(tag, numbers ? "right" : "left", Html.escape(text), tag);
        }
    }
}
