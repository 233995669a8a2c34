package dev.handoff;

import dev.handoff.archive.Archive;
import dev.handoff.report.Charts;
import dev.handoff.report.Explanation;
import dev.handoff.report.Numbers;
import dev.handoff.report.Tables;
import dev.handoff.spi.Death;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * The runs of an experiment, with the machine and the settings they were measured with. Immutable.
 *
 * @param runs the runs, in the order in which they were measured
 * @param machine where
 * @param settings with what
 */
public record Results(List<Run> runs, Machine machine, Map<String, String> settings) implements Displayable {
    private static final String WHOSE = "what holds results";
    private static final String FILE = "a file, such as Path.of(\"results.json\")";

    /** Copies the list and the map. */
    public Results {
        runs = Given.needed(runs, WHOSE, "runs, which may be none");
        Given.needed(machine, WHOSE, "a machine, such as Session.machine()");
        Given.needed(settings, WHOSE, "settings, which may be none");
        settings = Map.copyOf(settings);
    }

    /**
     * Reads results that were saved, by this or an older version.
     *
     * @param file the JSON file
     * @return the results
     * @throws dev.handoff.spi.HandoffException if it is not such a file; it names the field
     */
    public static Results load(Path file) {
        Given.needed(file, WHOSE, FILE);
        var archive = Archive.read(file);
        if (archive.settings().containsKey(Sweep.SIZES)) {
            throw new HandoffException(file.getFileName() + ": holds a sweep; read it with Sweep.load");
        }
        return new Results(archive.runs(), archive.machine(), archive.settings());
    }

    /**
     * What the last experiment of the {@linkplain Session#shared() shared session} that was interrupted or failed had
     * measured: its complete runs, and of the run that was broken off the messages received until then. They begin with the
     * name of its workload. If that experiment is still being stopped, this waits.
     *
     * @return the results so far; a run that was broken off says so in {@link Run#outcome}
     * @throws HandoffException if there is none, or it ended before anything was measured
     */
    public static Results partial() {
        return Session.shared().partial();
    }

    /**
     * Saves the results, the raw messages and samples with them.
     *
     * @param file the JSON file
     * @return these results
     */
    public Results save(Path file) {
        Given.needed(file, WHOSE, FILE);
        Archive.of(machine, settings, runs).write(file);
        return this;
    }

    private Tables tables() {
        return new Tables(runs);
    }

    /**
     * One row for each route and arm: seconds, ms a message with an interval, ratios, throughput, waits and memory.
     *
     * @return the table
     */
    public Table summary() {
        return tables().summary();
    }

    /**
     * Every way that carries the payload, Java and Python, the fastest first: the time of a message with its interval, how
     * many times control and the fastest way that is, which are equal, and what the fair twin in the other language takes.
     *
     * @return the table
     */
    public Table compare() {
        return tables().compare();
    }

    /**
     * How often each route copied the payload, as counted: in user space and by the system, on either side.
     *
     * @return the table
     */
    public Table copies() {
        return tables().copies();
    }

    /**
     * The mean of each phase and its share of a message's life, for each route and arm.
     *
     * @return the table
     */
    public Table breakdown() {
        return tables().breakdown();
    }

    /**
     * One row for each message: its phases, which add up to its life. Until the worker has finished, time is the worker's: what
     * the parent had read, decoded and consumed by then is the overlap, and may be all of it.
     *
     * @return the table
     */
    public Table messages() {
        return tables().messages();
    }

    /**
     * One row for each process of each run: what it used.
     *
     * @return the table
     */
    public Table workers() {
        return tables().workers();
    }

    /**
     * How the samples of the threads' states share out, for each run.
     *
     * @return the table
     */
    public Table states() {
        return tables().states();
    }

    /**
     * The charts.
     *
     * @return the charts of these runs
     */
    public Charts charts() {
        return new Charts(runs);
    }

    /**
     * Says in words and numbers how much slower heavy is, which resource limits it, and what that means.
     *
     * @return the explanation
     */
    public Explanation explain() {
        return Explanation.of(runs, machine);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        long messages = runs.stream().mapToLong(Run::verified).sum();
        var capacity = settings.getOrDefault("capacity", "");
        var asked = settings.getOrDefault("capacity asked for", capacity);
        return whose()
                + String.format(
                        Locale.ROOT,
                        "%s, %s received and verified, on %s, %s",
                        Numbers.count(runs.size(), "run"),
                        Numbers.count(messages, "message"),
                        machine.processor(),
                        Numbers.count(machine.cores(), "core"))
                + runs.stream()
                        .filter(Run::brokenOff)
                        .map(run -> String.format(
                                Locale.ROOT,
                                "; one is broken off after %,d of %s (%s)",
                                run.received(),
                                Numbers.count(run.setup().total(), "message"),
                                run.outcome().label()))
                        .collect(Collectors.joining())
                + runs.stream()
                        .filter(run -> run.outcome() == Run.Outcome.RECOVERED)
                        .map(run -> String.format(
                                Locale.ROOT,
                                "; one recovered, %s lost: %s",
                                Numbers.count(run.setup().total() - run.received(), "message"),
                                run.deaths().stream().map(Death::text).collect(Collectors.joining("; "))))
                        .collect(Collectors.joining())
                + (asked.equals(capacity)
                        ? ""
                        : "; capacity " + capacity + " instead of " + asked + ", because memory did not allow it");
    }

    /** The workload, as {@link Workload#text} names it; results by hand may not know it. */
    private String whose() {
        return settings.containsKey("computation") && settings.containsKey("payload")
                ? settings.get("computation") + ", then " + settings.get("payload") + ": "
                : "";
    }
}
