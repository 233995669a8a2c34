package dev.handoff.bench.peers;

import dev.handoff.Experiment;
import dev.handoff.Payloads;
import dev.handoff.Route;
import dev.handoff.Session;
import dev.handoff.Workload;
import dev.handoff.bench.Effort;
import dev.handoff.bench.Ratio;
import dev.handoff.bench.Trial;
import dev.handoff.report.Columns;
import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Monitor;
import java.util.ArrayList;
import java.util.List;

/** What a message costs as the workers become more, and more than there are cores. */
public final class ScaleTrial implements Trial {
    private static final int ALL_MESSAGES = 640;
    private static final Workload MEGABYTE = Workload.only(Payloads.zeros(125_000));
    private static final List<Route> ROUTES =
            List.of(Route.queue(), Route.pipes(), Route.unixSocket(), Route.ring(), Route.slots(), Route.threads());

    private record Row(int workers, List<Double> us) {}

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public Findings measure(Effort effort) {
        List<Row> rows = new ArrayList<>();
        try (var session = Session.open()) {
            for (int workers : effort.of(List.of(1, 4), List.of(1, 2, 4, 8, 16, 32, 64))) {
                var experiment = Experiment.of(MEGABYTE)
                        .workers(workers)
                        .messages(ALL_MESSAGES / workers)
                        .capacity(Math.max(64, workers))
                        .arms(Arm.HEAVY)
                        .ledger(false)
                        .repeats(effort.of(1, 3));
                rows.add(new Row(
                        workers,
                        ROUTES.stream()
                                .map(route -> microseconds(session, experiment.via(route)))
                                .toList()));
            }
        }
        var columns = new Columns<>(rows).count("workers", Row::workers);
        for (int i = 0; i < ROUTES.size(); i++) {
            int route = i;
            columns.number(ROUTES.get(i).text() + " µs", row -> row.us().get(route));
        }
        return new Findings(
                List.of(),
                List.of(new Exhibit(
                        "Workers and what a message costs",
                        "1 MB of numbers is made and sent, nothing computed; " + ALL_MESSAGES
                                + " messages, shared among the workers; microseconds for each, from the first to the last of"
                                + " all, without a ledger. This machine has "
                                + Runtime.getRuntime().availableProcessors()
                                + " cores, and one of them receives.",
                        columns.table("Workers and what a message costs"))));
    }

    /** NaN if there is not the memory for so many workers. */
    private static double microseconds(Session session, Experiment experiment) {
        try {
            return Ratio.median(session.run(experiment, Monitor.NONE).runs().stream()
                    .mapToDouble(run -> run.timing().seconds() * 1e6 / run.received()));
        } catch (HandoffException e) {
            return Double.NaN;
        }
    }
}
