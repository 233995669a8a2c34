package dev.handoff.cli;

import dev.handoff.Experiment;
import dev.handoff.Payloads;
import dev.handoff.Results;
import dev.handoff.Route;
import dev.handoff.Session;
import dev.handoff.Sweep;
import dev.handoff.Workload;
import dev.handoff.report.TableView;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Displayable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** The experiment without Jupyter, for scripts. */
@Command(
        name = "measure",
        description =
                "Runs the experiment and prints a summary. Ends with 0 only if every message was received and verified.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class MeasureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "4", description = "worker processes")
    private int workers;

    @Option(names = "--messages", paramLabel = "N", defaultValue = "10", description = "messages of each worker")
    private int messages;

    @Option(names = "--capacity", paramLabel = "N", defaultValue = "8", description = "messages under way at once")
    private int capacity;

    @Option(
            names = "--payload",
            paramLabel = "TEXT",
            defaultValue = "zeros:1500x1500x3",
            completionCandidates = PayloadForms.class,
            description = "what is sent: ${COMPLETION-CANDIDATES}")
    private String payload;

    @Option(
            names = "--arms",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "light,control,heavy",
            description = "of light (1 is sent), control (the payload is made, 1 is sent), heavy (it is sent)")
    private List<String> arms;

    @Option(
            names = "--routes",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "queue,slots",
            completionCandidates = RouteNames.class,
            description = "of ${COMPLETION-CANDIDATES}; or all")
    private List<String> routes;

    @Option(names = "--repeats", paramLabel = "N", defaultValue = "1", description = "interleaved over arms and routes")
    private int repeats;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "3", description = "messages of each worker before")
    private int warmUp;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the computation's random numbers")
    private long seed;

    @Option(
            names = "--python",
            paramLabel = "LIST",
            arity = "0..1",
            fallbackValue = "queue",
            split = ",",
            description =
                    "run the same experiment in Python beside it; =LIST of queue, pipes, slots, files, files-mapped, threads; or all")
    private List<String> python = List.of();

    @Option(names = "--cold", description = "add a heavy run from cold, nothing excluded")
    private boolean cold;

    @Option(names = "--no-ledger", description = "do not record the phases of each message")
    private boolean noLedger;

    @Option(
            names = "--sweep",
            paramLabel = "FROM..TO",
            description = "instead of the experiment: what handing over takes by size, for instance 64..1GiB")
    private String sweep;

    @Option(names = "--json", paramLabel = "FILE", description = "save everything, raw messages too")
    private Path json;

    @Option(names = "--csv", paramLabel = "DIR", description = "save the tables")
    private Path csv;

    @Override
    public Integer call() {
        Outputs.check(json, csv); // before the work, not after it
        var experiment = experiment();
        if (sweep == null) {
            Results results;
            try (var session = Session.open();
                    var bar = TerminalBar.open()) {
                results = session.run(experiment, bar);
            }
            print(results, spec.commandLine().getOut());
            Outputs.write(results, json, csv);
        } else {
            SweepRange.refuseOthers(spec.commandLine().getParseResult());
            var sizes = SweepRange.parse(sweep);
            Sweep measured;
            try (var session = Session.open();
                    var bar = TerminalBar.open()) {
                measured = session.sweep(experiment, sizes, bar);
            }
            print(measured, spec.commandLine().getOut());
            Outputs.write(measured, json, csv);
        }
        return 0;
    }

    Experiment experiment() {
        return Experiment.of(Workload.dot(500).sending(Payloads.named(payload)))
                .workers(workers)
                .messages(messages)
                .capacity(capacity)
                .via(
                        routes.equals(List.of("all"))
                                ? Route.all()
                                : routes.stream().map(Route::named).toList())
                .arms(arms.stream().map(MeasureCommand::arm).toArray(Arm[]::new))
                .repeats(repeats)
                .warmUp(warmUp)
                .seed(seed)
                .ledger(!noLedger)
                .python(python.toArray(String[]::new))
                .cold(cold);
    }

    private static Arm arm(String name) {
        return Arrays.stream(Arm.values())
                .filter(arm -> arm.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("arm \"" + name + "\" is not one of "
                        + Arrays.stream(Arm.values()).map(Arm::label).collect(Collectors.joining(", "))));
    }

    /** What {@code --payload} takes, for its help. */
    private static final class PayloadForms implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Payloads.forms().sequencedKeySet().iterator();
        }
    }

    /** What {@code --routes} takes, for its help. */
    private static final class RouteNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Route.all().stream().map(Route::name).iterator();
        }
    }

    private static void print(Results results, PrintWriter out) {
        print(results.text(), results.summary(), results.explain(), out);
    }

    private static void print(Sweep sweep, PrintWriter out) {
        print(sweep.text(), sweep.table(), sweep.explain(), out);
    }

    private static void print(String first, Table table, Displayable last, PrintWriter out) {
        out.println(first);
        out.println();
        out.println(TableView.whole(table).text());
        out.println();
        out.println(last.text());
        out.flush();
    }
}
