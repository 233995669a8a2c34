package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The repeats of one kind of run, and what they say together. NaN where they cannot say it. */
record Group(Kind kind, List<Run> runs) {
    private static final double NS_IN_MS = 1e6;
    static final double BYTES_IN_MB = 1e6;

    /** Groups runs by kind, in the order in which tables and charts show them. */
    static List<Group> of(List<Run> runs) {
        var routes = runs.stream().map(run -> run.setup().route()).distinct().toList();
        return runs.stream()
                .map(Kind::of)
                .distinct()
                .sorted(Kind.order(routes))
                .map(kind -> new Group(
                        kind,
                        runs.stream().filter(run -> Kind.of(run).equals(kind)).toList()))
                .toList();
    }

    /** The groups of complete runs that were measured after a warm-up. */
    static List<Group> warm(List<Run> runs) {
        return of(runs).stream().filter(group -> group.kind.warm()).toList();
    }

    double seconds() {
        return median(run -> run.timing().seconds());
    }

    double messageMs() {
        return median(Group::messageMs);
    }

    static double messageMs(Run run) {
        return run.received() == 0 ? Double.NaN : run.timing().seconds() * 1e3 / run.received();
    }

    /** The repeat whose time is the median, or the lower of the two in the middle: numbers that belong together. */
    Run middle() {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Group::messageMs))
                .skip((runs.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Payload bytes that were sent, per second, in units of 10⁶. */
    double megabytesPerSecond() {
        return kind.arm() != Arm.HEAVY
                ? Double.NaN
                : median(run -> run.setup().payloadBytes() < 0
                        ? Double.NaN
                        : run.setup().payloadBytes()
                                * run.received()
                                / run.timing().seconds()
                                / BYTES_IN_MB);
    }

    /** The largest private memory of one process, over the processes chosen by their number and all repeats. */
    double peakMegabytes(IntPredicate worker) {
        return runs.stream()
                .flatMap(run -> run.processes().stream())
                .filter(use -> worker.test(use.worker()))
                .mapToLong(ProcessUse::peakPrivateBytes)
                .filter(bytes -> bytes > 0)
                .mapToDouble(bytes -> bytes / BYTES_IN_MB)
                .max()
                .orElse(Double.NaN);
    }

    /** How often a payload was copied by the processes chosen by their number, as the median of the repeats. */
    double copies(IntPredicate worker, ToDoubleFunction<ProcessUse.Moved> bytes) {
        return median(run -> copies(run, worker, bytes));
    }

    /** The bytes that the chosen processes moved over the bytes of all payloads. */
    static double copies(Run run, IntPredicate worker, ToDoubleFunction<ProcessUse.Moved> bytes) {
        double payloads = (double) run.setup().payloadBytes() * run.setup().total();
        var chosen = run.processes().stream()
                .filter(use -> worker.test(use.worker()))
                .toList();
        return chosen.isEmpty() || payloads <= 0
                ? Double.NaN
                : chosen.stream()
                                .mapToDouble(use -> bytes.applyAsDouble(use.moved()))
                                .sum()
                        / payloads;
    }

    Stream<Message> messages() {
        return runs.stream().flatMap(run -> run.log().stream());
    }

    boolean hasLedger() {
        return messages().findAny().isPresent();
    }

    /** The mean over messages of the part of their life in which nothing worked on them, from 0 to 1. */
    double waitShare() {
        return messages()
                .filter(message -> message.lifeNs() > 0)
                .mapToDouble(message -> (double) waitNs(message) / message.lifeNs())
                .average()
                .orElse(Double.NaN);
    }

    private static long waitNs(Message message) {
        return Stream.of(Phase.values())
                .filter(Phase::isWait)
                .mapToLong(message::phaseNs)
                .sum();
    }

    /** The mean of each phase over the messages of all repeats, in milliseconds. */
    Map<Phase, Double> phaseMeanMs() {
        var means = new EnumMap<Phase, Double>(Phase.class);
        for (var phase : Phase.values()) {
            means.put(phase, mean(message -> message.phaseNs(phase) / NS_IN_MS));
        }
        return means;
    }

    double lifeMs() {
        return mean(message -> message.lifeNs() / NS_IN_MS);
    }

    double mean(ToDoubleFunction<Message> value) {
        return messages().mapToDouble(value).average().orElse(Double.NaN);
    }

    private double median(ToDoubleFunction<Run> value) {
        return Bootstrap.median(runs.stream().mapToDouble(value).toArray());
    }
}
