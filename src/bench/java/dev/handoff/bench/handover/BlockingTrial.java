package dev.handoff.bench.handover;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Native;
import dev.handoff.bench.Outcome;
import dev.handoff.bench.Ratio;
import dev.handoff.bench.Target;
import dev.handoff.bench.Trial;
import dev.handoff.report.Columns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Slots against what the system has to wake a process with. Messages are sent at a fixed rate, so slow that the receiver is asleep
 * when one comes; each bears when it was sent and when it should have been. A virtual processor was seen to take six times as long
 * to wake for some hundredths of a second, or for some seconds, whoever was woken. So the ways take short turns, and a
 * round is made of several turns of each.
 */
public final class BlockingTrial implements Trial {
    /** Longer than ours looks, takes its first nap, and lies down for good: together some 300 µs. */
    private static final long INTERVAL_NS = 500_000;

    private static final int TURN = 50;

    private static final String OURS = "slots";
    private static final List<String> MEANS = List.of("pipe", "eventfd", "futex");

    @Override
    public String name() {
        return "blocking";
    }

    @Override
    public Findings measure(Effort effort) {
        var median = Target.atMost("hand-over, blocking, median", "the best of pipe, eventfd and futex in C", 1.2);
        var high = Target.atMost("hand-over, blocking, 99 %", "the best of pipe, eventfd and futex in C", 1.2);
        var program = Native.program("pingpong");
        if (program.isEmpty()) {
            var why = "there is no cc to build them with; install gcc.";
            return Findings.of(List.of(new Outcome.Missing(median, why), new Outcome.Missing(high, why)));
        }
        int turns = effort.of(10, 40);
        int messages = turns * TURN;
        var rounds = rounds(program.get(), effort.of(5, 20), turns);
        return new Findings(
                List.of(
                        measured(median, rounds, Sample::median, messages),
                        measured(high, rounds, Sample::high, messages)),
                List.of(exhibit(rounds)));
    }

    /** For each way its rounds: from when a message was sent, and from when it should have been. */
    private static Map<String, List<List<Sample>>> rounds(Path program, int rounds, int turns) {
        Map<String, Player> players = new TreeMap<>();
        Map<String, List<List<Sample>>> samples = new TreeMap<>();
        try {
            MEANS.forEach(means -> players.put(means, new Player(List.of("" + program, means))));
            players.put(OURS, Way.SLOTS.player(64, Mode.DESCRIPTOR).orElseThrow());
            players.get(OURS).warmUp(10_000); // of the JVM: the others have nothing to compile
            for (int round = -1; round < rounds; round++) {
                Map<String, List<Times>> times = new TreeMap<>();
                for (int turn = 0; turn < turns; turn++) {
                    players.forEach((way, player) ->
                            times.computeIfAbsent(way, _ -> new ArrayList<>()).add(player.play(TURN + 1, INTERVAL_NS)));
                }
                if (round >= 0) {
                    times.forEach((way, all) ->
                            samples.computeIfAbsent(way, _ -> new ArrayList<>()).add(samples(Times.ofTurns(all))));
                }
            }
            return samples;
        } finally {
            players.values().forEach(Player::close);
        }
    }

    private static List<Sample> samples(Times times) {
        return List.of(Sample.of(times.fromSent()), Sample.of(times.fromIntended()));
    }

    private static Outcome measured(
            Target target, Map<String, List<List<Sample>>> rounds, ToDoubleFunction<Sample> figure, int messages) {
        // one of them for all rounds: the least of three in each round would be less than any of them is
        var best = MEANS.stream()
                .min(Comparator.comparingDouble(means -> Ratio.median(figures(rounds, means, figure))))
                .orElseThrow();
        return new Outcome.Measured(
                target,
                "ns",
                figures(rounds, OURS, figure),
                figures(rounds, best, figure),
                ("64 bytes every 500 µs, %,d messages a round, in turns of %d, to a receiver that has fallen asleep, on a core of"
                                + " its own; the sender sleeps between them, too; one way, by one clock. The ways take turns"
                                + " because a virtual processor takes several times as long to wake for a while, whoever is"
                                + " woken. Theirs is the one of the three that is the fastest by this figure, by the median of"
                                + " the rounds: %s")
                        .formatted(messages, TURN, best));
    }

    private static List<Double> figures(
            Map<String, List<List<Sample>>> rounds, String way, ToDoubleFunction<Sample> figure) {
        return rounds.get(way).stream()
                .map(round -> figure.applyAsDouble(round.getFirst()))
                .toList();
    }

    private static Exhibit exhibit(Map<String, List<List<Sample>>> rounds) {
        record Row(String way, Sample sent, Sample intended) {}
        var rows = rounds.entrySet().stream()
                .map(way -> new Row(
                        way.getKey(),
                        Sample.typical(
                                way.getValue().stream().map(List::getFirst).toList()),
                        Sample.typical(
                                way.getValue().stream().map(List::getLast).toList())))
                .toList();
        return new Exhibit(
                "Latency at a fixed rate",
                "A message every 500 µs to a receiver that sleeps meanwhile. A sender that is late (here by its own waking, or"
                        + " because a message held it up) hides this if time counts from when it sent; so the right half counts"
                        + " from when it should have sent (coordinated omission).",
                new Columns<>(rows)
                        .text("way", Row::way)
                        .number("median ns, from sent", row -> row.sent().median())
                        .number("99 % ns, from sent", row -> row.sent().high())
                        .number(
                                "median ns, from intended",
                                row -> row.intended().median())
                        .number("99 % ns, from intended", row -> row.intended().high())
                        .table("latency at a fixed rate"));
    }
}
