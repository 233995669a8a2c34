package dev.handoff;

import dev.handoff.archive.Archive;
import dev.handoff.report.BySize;
import dev.handoff.report.Explanation;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * What handing over takes as messages grow, over every route of an experiment: one worker that computes nothing, and flat
 * payloads. Immutable.
 *
 * @param runs two for each route and size: one with a ledger, in which one message was under way at a time, and one without,
 *     in which more were
 * @param machine where
 * @param settings with what; and what was skipped, with the reason
 */
public record Sweep(List<Run> runs, Machine machine, Map<String, String> settings) implements Displayable {
    /** The sizes in bytes, with commas between. Results that are no sweep do not have it. */
    static final String SIZES = "sizes";
    /** How long a copy of each of these sizes took, nanoseconds, with commas between; NaN where not known. */
    static final String COPY_NS = "memory copy ns";
    /** Begins the names of settings that say what was skipped. */
    static final String SKIPPED = "skipped ";

    private static final String WHOSE = "a sweep";
    private static final String FILE = "a file, such as Path.of(\"results.json\")";

    /** Copies the list and the map. */
    public Sweep {
        runs = Given.needed(runs, WHOSE, "runs, which may be none");
        Given.needed(machine, WHOSE, "a machine, such as Session.machine()");
        Given.needed(settings, WHOSE, "settings, which may be none");
        settings = Map.copyOf(settings);
    }

    /**
     * The sizes that a range is divided into: the first, four times that, and so on, and the last.
     *
     * @param from the smallest size, bytes
     * @param to the largest size, bytes
     * @return the sizes, in their order
     * @throws IllegalArgumentException if a size is not from 8 bytes to 1 TiB, or {@code from} is more than {@code to}
     */
    public static List<Long> sizes(long from, long to) {
        return SweepSizes.between(from, to);
    }

    /**
     * Reads a sweep that was saved.
     *
     * @param file the JSON file
     * @return the sweep
     * @throws HandoffException if it is not such a file; it names the field
     */
    public static Sweep load(Path file) {
        Given.needed(file, WHOSE, FILE);
        var archive = Archive.read(file);
        if (!archive.settings().containsKey(SIZES)) {
            throw new HandoffException(file.getFileName()
                    + ": holds the results of an experiment and no sweep; read it with Results.load");
        }
        return new Sweep(archive.runs(), archive.machine(), archive.settings());
    }

    /**
     * What the last sweep of the {@linkplain Session#shared() shared session} that was interrupted or failed had measured.
     * If it is still being stopped, this waits.
     *
     * @return the sweep so far, without the point at which it was broken off
     * @throws HandoffException if there is none, or it ended before anything was measured
     */
    public static Sweep partial() {
        return Session.shared().partialSweep();
    }

    /**
     * Saves the sweep, the raw messages with it.
     *
     * @param file the JSON file
     * @return this sweep
     */
    public Sweep save(Path file) {
        Given.needed(file, WHOSE, FILE);
        Archive.of(machine, settings, runs).write(file);
        return this;
    }

    /**
     * One row for each route and size: the time to hand over with its percentiles, the throughput, the bytes copied and
     * what was allocated.
     *
     * @return the table
     */
    public Table table() {
        return bySize().table();
    }

    /**
     * The time to hand over, over the size of the message, both axes logarithmic, with the time of one copy in memory.
     *
     * @return the chart
     * @throws HandoffException if everything was skipped
     */
    public XYChart chart() {
        return bySize().chart();
    }

    /**
     * Says which route is the fastest at which size, from which size on it is, and how the time compares with one copy.
     *
     * @return the explanation
     */
    public Explanation explain() {
        return bySize().explain();
    }

    /**
     * What was not measured, because it does not fit in memory or in time, or because the route does not carry it.
     *
     * @return a sentence for each route that something was left out of, in the order of their names; empty if nothing was
     */
    public List<String> skipped() {
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(SKIPPED))
                        .map(entry -> "Skipped: " + entry.getKey().substring(SKIPPED.length()) + " " + entry.getValue())
                        .toList();
    }

    private BySize bySize() {
        SortedMap<Long, Double> copyNs = new TreeMap<>();
        var sizes = settings.getOrDefault(SIZES, "").split(",", -1);
        var ns = settings.getOrDefault(COPY_NS, "").split(",", -1);
        for (int i = 0; i < Math.min(sizes.length, ns.length); i++) {
            if (!sizes[i].isEmpty() && !ns[i].isEmpty()) {
                copyNs.put(Long.valueOf(sizes[i]), Double.valueOf(ns[i]));
            }
        }
        return new BySize(runs, copyNs);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        long messages = runs.stream().mapToLong(Run::verified).sum();
        var text = String.format(
                Locale.ROOT,
                "A sweep of %d runs, %,d messages received and verified, on %s, %d cores",
                runs.size(),
                messages,
                machine.processor(),
                machine.cores());
        var skipped = skipped();
        return skipped.isEmpty() ? text : text + "\n" + String.join("\n", skipped);
    }
}
