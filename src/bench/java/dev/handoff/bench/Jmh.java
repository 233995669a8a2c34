package dev.handoff.bench;

import dev.handoff.report.Columns;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import tech.tablesaw.api.Table;

/** Runs what is measured in one JVM. */
final class Jmh {
    private Jmh() {}

    /** Options for one class, or a method of it. */
    static ChainedOptionsBuilder options(String name) {
        return new OptionsBuilder().include(name).verbosity(VerboseMode.SILENT);
    }

    static Collection<RunResult> run(ChainedOptionsBuilder options) {
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not measure: " + e.getMessage(), e);
        }
    }

    /** A row for each set of parameters and each method: the mean, and half of its interval. */
    static Table table(Collection<RunResult> results, List<String> parameters, String caption) {
        var columns = new Columns<>(List.copyOf(results));
        for (var parameter : parameters) {
            columns.text(parameter, result -> result.getParams().getParam(parameter));
        }
        var units = results.stream()
                .map(result -> result.getPrimaryResult()
                        .getScoreUnit()
                        .replace("/op", "")
                        .replace("us", "µs"))
                .distinct()
                .collect(Collectors.joining(", "));
        return columns.text("what", Jmh::method)
                .number(
                        "mean (" + units + ")",
                        result -> result.getPrimaryResult().getScore())
                .number("± (" + units + ")", result -> result.getPrimaryResult().getScoreError())
                .table(caption);
    }

    private static String method(RunResult result) {
        var name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Every iteration of every fork. */
    static List<Double> samples(Collection<RunResult> results) {
        return results.stream()
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }
}
