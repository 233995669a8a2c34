package dev.handoff.bench;

import dev.handoff.bench.handover.BlockingTrial;
import dev.handoff.bench.handover.BusyTrial;
import dev.handoff.bench.handover.ZeroCopyTrial;
import dev.handoff.bench.peers.BulkTrial;
import dev.handoff.bench.peers.LimitsTrial;
import dev.handoff.bench.peers.ScaleTrial;
import dev.handoff.bench.peers.SmallMessagesTrial;
import java.util.List;

/** All trials, in the order in which they run. */
final class Trials {
    private Trials() {}

    static List<Trial> all() {
        return List.of(
                new ArticleTrial(),
                new LedgerTrial(),
                new OneJvmTrial(),
                new StartUp(),
                new WarmUpTrial(),
                new BusyTrial(),
                new BlockingTrial(),
                new ZeroCopyTrial(),
                new SmallMessagesTrial(),
                new BulkTrial(),
                new LimitsTrial(),
                new ScaleTrial());
    }
}
