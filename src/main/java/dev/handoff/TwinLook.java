package dev.handoff;

import dev.handoff.baseline.Sampler;
import dev.handoff.ledger.ThreadStates;
import dev.handoff.spi.Glimpse;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What can be seen of a run in Python: it tells ten times a second how many messages it has received, and its threads are
 * sampled by the same sampler as Java's. Told by one thread, asked by another.
 */
final class TwinLook implements LongConsumer, Sampler {
    private final int workers;
    private volatile ThreadStates states;
    private volatile long fromNs;
    private volatile long received;
    private volatile long lastNs;

    TwinLook(int workers) {
        this.workers = workers;
    }

    /** Its gate is about to open. */
    @Override
    public Sampling begin(List<Sampler.Target> targets) {
        var sampled = ThreadStates.start(targets.stream()
                .map(target -> new ThreadStates.Target(target.pid(), target.tid(), target.worker(), target.role()))
                .toList());
        states = sampled;
        lastNs = System.nanoTime();
        fromNs = lastNs;
        return () -> {
            sampled.close();
            return new Samples(sampled.samples(), sampled.peakPrivateBytes());
        };
    }

    @Override
    public void accept(long count) {
        received = count;
        lastNs = System.nanoTime();
    }

    Glimpse now() {
        if (fromNs == 0) {
            return Glimpse.BEFORE;
        }
        long now = System.nanoTime();
        return new Glimpse(received, (now - fromNs) / 1e9, (now - lastNs) / 1e9, states.now(workers), -1, null);
    }
}
