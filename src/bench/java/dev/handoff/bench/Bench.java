package dev.handoff.bench;

import dev.handoff.Session;
import dev.handoff.bench.Trial.Findings;
import dev.handoff.report.TableView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures Handoff against what a user would pick instead. */
@Command(
        name = "bench",
        description =
                "Measures Handoff against what a user would pick instead, and writes BENCHMARKS.md and bench.json. "
                        + "Ends with 0 if no target was missed; with --quick, if nothing is twice as bad as in the bench.json that is "
                        + "there already. Wants a quiet machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Bench implements Callable<Integer> {
    /** Where the launcher was called; the benchmark itself runs where its sources are. */
    private static final Path FROM = Path.of(System.getProperty("handoff.bench.from", ""));

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private How how = new How();

    @Option(
            names = "--only",
            paramLabel = "LIST",
            split = ",",
            description = "of: ${COMPLETION-CANDIDATES}; default all",
            completionCandidates = Names.class)
    private List<String> only = Names.all();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "where the report goes (default: out)")
    private Path out;

    private static final class How {
        @Option(names = "--quick", description = "under 3 minutes, to see that nothing became much worse (the default)")
        private boolean quick;

        @Option(names = "--full", description = "under 30 minutes, for figures to publish")
        private boolean full;
    }

    /** The names of the trials. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(all());
        }

        static List<String> all() {
            return Trials.all().stream().map(Trial::name).toList();
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() {
        for (var name : only) {
            if (!Names.all().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--only has '" + name + "'; allowed are " + String.join(", ", Names.all()) + ".");
            }
        }
        var effort = how.full ? Effort.FULL : Effort.QUICK;
        var machine = Session.machine();
        var terminal = spec.commandLine().getOut();
        List<Findings> findings = new ArrayList<>();
        for (var trial : Trials.all()) {
            if (only.contains(trial.name())) {
                findings.add(measure(trial, effort, terminal));
            }
        }
        var report = new BenchReport(machine, effort, findings);
        terminal.println();
        terminal.println(TableView.whole(report.table()).text());
        terminal.println(
                report.write(FROM.resolve(out)).stream().map(Path::toString).collect(Collectors.joining("\n")));
        var shortfalls = how.full ? report.missed() : report.worseThan(Published.in(Path.of("bench.json")));
        shortfalls.forEach(text -> terminal.println(how.full ? text : "twice as bad as it was: " + text));
        terminal.flush();
        return shortfalls.isEmpty() ? 0 : 1;
    }

    private static Findings measure(Trial trial, Effort effort, PrintWriter terminal) {
        long from = System.nanoTime();
        terminal.printf("%s ... ", trial.name());
        terminal.flush();
        var findings = trial.measure(effort);
        terminal.printf("%.0f s%n", (System.nanoTime() - from) / 1e9);
        terminal.flush();
        return findings;
    }
}
