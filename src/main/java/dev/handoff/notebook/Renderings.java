package dev.handoff.notebook;

import dev.handoff.report.Pictures;
import dev.handoff.report.TableView;
import dev.handoff.spi.Displayable;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/** How objects look in a notebook. Knows of no kernel. Safe for use by many threads. */
public final class Renderings {
    /** Points for each CSS pixel of a PNG: crisp on the screens that people have. */
    private static final int SCALE = 2;

    private Renderings() {}

    /**
     * The types whose objects can be shown; their subtypes can be too.
     *
     * @return tables and their columns, charts, and results that are words
     */
    public static List<Class<?>> types() {
        return List.of(Relation.class, Column.class, Chart.class, Displayable.class);
    }

    /**
     * The ways to show an object, the richest first, plain text last.
     *
     * @param object an object of one of the {@link #types()}
     * @return a table as HTML, a chart as SVG and PNG, words as HTML; each also as plain text
     * @throws IllegalArgumentException if the object is of no such type
     */
    public static List<Rendering> of(Object object) {
        return switch (object) {
            case Relation table -> words(new TableView(table));
            case Column<?> column -> words(new TableView(Table.create(column)));
            case Chart<?, ?> chart -> pictures(chart);
            case Displayable words -> words(words);
            default ->
                throw new IllegalArgumentException("a " + object.getClass().getName()
                        + " cannot be shown; tables, columns, charts and implementations of "
                        + Displayable.class.getName()
                        + " can");
        };
    }

    private static List<Rendering> words(Displayable words) {
        return List.of(new Rendering("text/html", words.html()), new Rendering("text/plain", words.text()));
    }

    private static List<Rendering> pictures(Chart<?, ?> chart) {
        var size = Map.of("width", chart.getWidth(), "height", chart.getHeight());
        var text = "chart: %s (%d × %d)".formatted(chart.getTitle(), chart.getWidth(), chart.getHeight());
        return List.of(
                new Rendering("image/svg+xml", Pictures.svg(chart)),
                new Rendering("image/png", Base64.getEncoder().encodeToString(Pictures.png(chart, SCALE)), size),
                new Rendering("text/plain", text));
    }
}
