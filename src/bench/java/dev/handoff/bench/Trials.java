package dev.handoff.bench;

import java.util.List;

/** All trials, in the order in which they run. */
final class Trials {
    private Trials() {}

    static List<Trial> all() {
        return List.of(new ArticleTrial(), new LedgerTrial());
    }
}
