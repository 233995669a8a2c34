package dev.handoff.bench.peers;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Outcome;
import dev.handoff.bench.Target;
import dev.handoff.bench.Trial;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
        Map<Peers, Pair> pairs = new EnumMap<>(Peers.class);
        Map<Peers, List<Double>> rates = new EnumMap<>(Peers.class);
        try {
            for (var peer : Peers.values()) {
                pairs.put(peer, new Pair(peer));
                rates.put(peer, new ArrayList<>());
            }
            for (int round = -WARM_UP; round < rounds; round++) {
                for (var peer : Peers.values()) {
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
        for (var peer : Peers.values()) {
            if (peer != Peers.RING) {
                outcomes.add(new Outcome.Measured(
                        Target.atLeast("messages of 64 B over ring", peer.peer().title(), 1.00),
                        "million a second",
                        rates.get(Peers.RING),
                        rates.get(peer),
                        ""));
            }
        }
        return Findings.of(outcomes);
    }
}
