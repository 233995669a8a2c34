package dev.handoff.bench.peers;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Outcome;
import dev.handoff.bench.Ratio;
import dev.handoff.bench.Target;
import dev.handoff.bench.Trial;
import dev.handoff.report.Columns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How many messages of 64 bytes one process can hand to another, one way, as fast as they go. */
public final class SmallMessagesTrial implements Trial {
    private static final int WARM_UP = 6;

    @Override
    public String name() {
        return "small-messages";
    }

    @Override
    public Findings measure(Effort effort) {
        long messages = effort.of(500_000L, 2_000_000L);
        int rounds = effort.of(5, 15);
        var compared = EnumSet.copyOf(Peers.OTHERS);
        compared.add(Peers.RING);
        compared.addAll(Peers.WITH_OBJECTS);
        Map<Peers, Pair> pairs = new EnumMap<>(Peers.class);
        Map<Peers, List<Double>> rates = new EnumMap<>(Peers.class);
        try {
            for (var peer : compared) {
                pairs.put(peer, new Pair(peer));
                rates.put(peer, new ArrayList<>());
            }
            for (int round = -WARM_UP; round < rounds; round++) {
                for (var peer : compared) {
                    double rate = pairs.get(peer).millionsASecond(messages);
                    if (round >= 0) {
                        rates.get(peer).add(rate);
                    }
                }
            }
        } finally {
            pairs.values().forEach(Pair::close);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (var peer : Peers.OTHERS) {
            outcomes.add(new Outcome.Measured(
                    Target.atLeast("messages of 64 B over ring", peer.peer().title(), 1.00),
                    "million a second",
                    rates.get(Peers.RING),
                    rates.get(peer),
                    ("%,d messages a round, as fast as they go, nothing pinned, so that a round's rate depends on which cores the two"
                                    + " processes get, or whether they get one. 64 bytes of ours travel with headers of 48, of worker,"
                                    + " number, type and shape; those of the others with 2 to 32. The others hand over bytes where they"
                                    + " lie; ours makes an object with a type, a shape and a view that ends with its loan. Where"
                                    + " their receivers make such an object of each message, Aeron carries %.3g million a second and Agrona %.3g."
                                    + " What our ends take stands under *What each end of a ring takes*: no rate is above what the slower end can do")
                            .formatted(
                                    messages,
                                    Ratio.median(rates.get(Peers.AERON_WITH_OBJECTS)),
                                    Ratio.median(rates.get(Peers.AGRONA_WITH_OBJECTS)))));
        }
        return new Findings(outcomes, List.of(exhibit(rates, PythonRates.measure(messages / 10))));
    }

    private static Exhibit exhibit(Map<Peers, List<Double>> rates, List<PythonRates.Rate> python) {
        List<PythonRates.Rate> all = new ArrayList<>();
        rates.forEach((peer, samples) ->
                all.add(new PythonRates.Rate(peer.peer().title(), OptionalDouble.of(Ratio.median(samples)))));
        all.addAll(python);
        return new Exhibit(
                "Small messages",
                "Messages of 64 bytes from one process to another, as fast as they go; each bears a number, and the"
                        + " receiver checks all; *an object* is one with a type, a shape and a view that ends with it, as ours makes. Nothing"
                        + " is pinned to a core, so that neighbours in this table may change places in another run. Python's took a tenth as many messages, once.",
                new Columns<>(all)
                        .text("way", PythonRates.Rate::title)
                        .number("million a second", rate -> rate.millions().orElse(Double.NaN))
                        .table("Small messages"));
    }
}
