package dev.handoff.engine;

import dev.handoff.ledger.Overview;
import dev.handoff.ledger.ThreadStates;
import dev.handoff.spi.Glimpse;

/** What can be seen of a run from beside it. For one thread, which is not the receiving one. */
final class Look {
    private final long fromNs;
    private final Drain drain;
    private final Overview overview;
    private final ThreadStates states;
    private final int workers;
    private long lastReceived;
    private long lastNs;

    /**
     * @param fromNs when the run began
     * @param overview of its ledger; null without one
     */
    Look(long fromNs, Drain drain, Overview overview, ThreadStates states, int workers) {
        this.fromNs = fromNs;
        this.lastNs = fromNs;
        this.drain = drain;
        this.overview = overview;
        this.states = states;
        this.workers = workers;
    }

    Glimpse now() {
        long now = System.nanoTime();
        long received = drain.received();
        if (received > lastReceived) {
            lastReceived = received;
            lastNs = now;
        }
        return new Glimpse(
                received,
                (now - fromNs) / 1e9,
                (now - lastNs) / 1e9,
                states.now(workers),
                overview == null ? -1 : Math.max(0, overview.entered() - received),
                overview == null ? null : overview.longest((int) received));
    }
}
