package dev.handoff.sharing;

import dev.handoff.report.Columns;
import dev.handoff.sharing.Incrementing.Way;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * What becomes of a number that several processes add to: without a lock, with the array's lock, and with an addition
 * that is one step. Immutable.
 *
 * @param rows one for each way to add
 */
public record LostUpdates(List<Row> rows) implements Displayable {
    private static final double MICROSECONDS = 1e6;
    /** With the lock each takes a microsecond at least. */
    private static final int MOST = 100_000_000;

    /** Copies the list. */
    public LostUpdates {
        rows = List.copyOf(rows);
    }

    /**
     * One way to add.
     *
     * @param how {@code no lock}, {@code lock()} or {@code getAndAdd}
     * @param workers how many processes added at the same time
     * @param increments how often each added 1
     * @param counted what the number was in the end
     * @param seconds from the common start to the last answer
     */
    public record Row(String how, int workers, int increments, long counted, double seconds) {
        /**
         * What the number should be.
         *
         * @return workers × increments
         */
        public long expected() {
            return (long) workers * increments;
        }

        /**
         * What is missing.
         *
         * @return the updates that another process has overwritten
         */
        public long lost() {
            return expected() - counted;
        }
    }

    /**
     * Starts worker processes and lets them add 1 to the same element of a {@link SharedArray}, each way once.
     *
     * @param workers how many processes, at least 1
     * @param increments how often each adds, at least 1
     * @return what became of it
     * @throws dev.handoff.spi.HandoffException if a worker fails, or the calling thread is interrupted
     */
    public static LostUpdates run(int workers, int increments) {
        if (increments < 1 || increments > MOST) {
            throw new IllegalArgumentException(increments + " increments; from 1 to " + MOST);
        }
        List<Row> rows = new ArrayList<>();
        try (var crew = new Crew(workers);
                var counter = SharedArray.create(ElementType.LONG, 1)) {
            for (var way : Way.values()) {
                counter.setVolatile(0, 0);
                double seconds = crew.run(new Incrementing(counter.address(), increments, way));
                rows.add(new Row(way.label(), workers, increments, counter.getVolatile(0), seconds));
            }
        }
        return new LostUpdates(rows);
    }

    /**
     * One row for each way to add.
     *
     * @return how, workers, expected, counted, lost, lost (%), seconds, µs an update
     */
    public Table table() {
        return new Columns<>(rows)
                .text("how", Row::how)
                .count("workers", Row::workers)
                .count("expected", Row::expected)
                .count("counted", Row::counted)
                .count("lost", Row::lost)
                .percent("lost (%)", row -> (double) row.lost() / row.expected())
                .number("seconds", Row::seconds)
                .number("µs an update", row -> row.seconds() * MICROSECONDS / row.expected())
                .table("Processes that add 1 to the same number");
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT, "%s: %,d of %,d updates were lost", row.how(), row.lost(), row.expected()))
                .collect(Collectors.joining("\n"));
    }
}
