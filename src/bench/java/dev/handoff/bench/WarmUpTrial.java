package dev.handoff.bench;

import dev.handoff.Experiment;
import dev.handoff.Payloads;
import dev.handoff.Route;
import dev.handoff.Session;
import dev.handoff.Workload;
import dev.handoff.report.Columns;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Message;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * After how many messages a new worker is as fast as it gets. Its control messages are taken ten at a time; it is warm when
 * ten take as long as the ten before, but for less than their spread.
 */
final class WarmUpTrial implements Trial {
    private static final int TEN = 10;
    private static final int MESSAGES = 10 * TEN;
    private static final List<Phase> WORK = List.of(Phase.INPUTS, Phase.COMPUTE, Phase.PRODUCE);
    private static final Experiment COLD_WORKERS = Experiment.of(
                    Workload.dot(500).sending(Payloads.zeros(1500, 1500, 3)))
            .workers(2)
            .messages(MESSAGES)
            .capacity(4)
            .warmUp(0)
            .arms(Arm.CONTROL)
            .via(Route.slots());

    @Override
    public String name() {
        return "warm-up";
    }

    @Override
    public Findings measure(Effort effort) {
        List<Message> messages = new ArrayList<>();
        for (int round = 0; round < effort.of(1, 5); round++) {
            try (var session = Session.open()) {
                messages.addAll(session.run(COLD_WORKERS, Monitor.NONE)
                        .runs()
                        .getFirst()
                        .log());
            }
        }
        var tens = IntStream.range(0, MESSAGES / TEN)
                .mapToObj(ten -> new Ten(
                        ten,
                        messages.stream()
                                .filter(message -> message.sequence() / TEN == ten)
                                .map(WarmUpTrial::workMs)
                                .toList()))
                .toList();
        int steady = IntStream.range(1, tens.size())
                .filter(ten -> tens.get(ten).isLike(tens.get(ten - 1)))
                .findFirst()
                .orElse(tens.size());
        var says = String.format(
                Locale.ROOT,
                "What a new worker works at a control message of 54 MB: inputs, computation, payload. It is warm after %d"
                        + " messages: ten then take as long as the ten before, but for less than their spread. Before"
                        + " each first measurement, Handoff's workers rehearse with 20 light messages (one, if that takes a second) and warm up with 3.",
                steady * TEN);
        return new Findings(List.of(), List.of(new Exhibit("When a worker is warm", says, table(tens))));
    }

    private static double workMs(Message message) {
        return WORK.stream().mapToLong(message::phaseNs).sum() / 1e6;
    }

    private static Table table(List<Ten> tens) {
        return new Columns<>(tens)
                .text("messages", ten -> (ten.number() * TEN + 1) + " to " + (ten.number() + 1) * TEN)
                .number("mean (ms)", Ten::mean)
                .number("standard deviation (ms)", Ten::deviation)
                .table("When a worker is warm");
    }

    /** What the messages with ten consecutive numbers took, of all workers and rounds. */
    private record Ten(int number, List<Double> ms) {
        double mean() {
            return ms.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }

        double deviation() {
            return Math.sqrt(ms.stream()
                    .mapToDouble(value -> Math.pow(value - mean(), 2))
                    .average()
                    .orElseThrow());
        }

        boolean isLike(Ten before) {
            return Math.abs(mean() - before.mean()) < deviation();
        }
    }
}
