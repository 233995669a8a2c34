package dev.handoff.bench;

import dev.handoff.Experiment;
import dev.handoff.Payloads;
import dev.handoff.Route;
import dev.handoff.Session;
import dev.handoff.Workload;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Monitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What recording costs: the time a message's ledger takes, and whether it changes what it records, in pairs of heavy runs
 * with it and without it that take turns in who goes first.
 */
final class LedgerTrial implements Trial {
    private static final double ALLOWED_NS = 1000;
    private static final Experiment HEAVY = Experiment.of(Workload.dot(500).sending(Payloads.zeros(1500, 1500, 3)))
            .workers(4)
            .messages(25)
            .capacity(4)
            .arms(Arm.HEAVY);

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Findings measure(Effort effort) {
        var outcomes = new ArrayList<Outcome>();
        outcomes.add(nanosecondsOfAMessage(effort));
        try (var session = Session.open()) {
            var heavy = HEAVY.messages(effort.of(5, 25));
            // what is asked is one part in a hundred, so as many as there is time for
            outcomes.add(onAndOff(session, heavy.via(Route.slots()), effort.of(2, 30)));
            outcomes.add(onAndOff(session, heavy.via(Route.queue()), effort.of(2, 15)));
        }
        return Findings.of(outcomes);
    }

    private static Outcome nanosecondsOfAMessage(Effort effort) {
        var samples = Jmh.samples(Jmh.run(
                Jmh.options(LedgerBenchmark.class.getName() + ".message").forks(effort.of(1, 3))));
        return new Outcome.Measured(
                Target.atMost("a message's ledger", "1 µs", 1.00),
                "ns",
                samples,
                Collections.nCopies(samples.size(), ALLOWED_NS),
                "JMH, in one thread");
    }

    private static Outcome onAndOff(Session session, Experiment experiment, int pairs) {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            boolean first = pair % 2 == 0;
            for (boolean kept : new boolean[] {first, !first}) {
                var run = session.run(experiment.ledger(kept), Monitor.NONE)
                        .runs()
                        .getFirst();
                (kept ? with : without).add(run.timing().seconds() * 1e3 / run.received());
            }
        }
        var route = experiment.routes().getFirst().channel().name();
        return new Outcome.Measured(
                Target.atMost("heavy over " + route + " with a ledger", "the same without", 1.01),
                "ms a message",
                with,
                without,
                "the same with 4 workers, %d messages each and capacity 4"
                        .formatted(experiment.size().messages()));
    }
}
