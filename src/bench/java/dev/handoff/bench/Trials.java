package dev.handoff.bench;

import dev.handoff.bench.handover.BlockingTrial;
import dev.handoff.bench.handover.BusyTrial;
import dev.handoff.bench.handover.ZeroCopyTrial;
import java.util.List;

/** All trials, in the order in which they run. */
final class Trials {
    private Trials() {}

    static List<Trial> all() {
        return List.of(
                new ArticleTrial(), new LedgerTrial(), new BusyTrial(), new BlockingTrial(), new ZeroCopyTrial());
    }
}
