package dev.handoff;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Passes on at most ten counts a second, and the last one. One thread. */
final class Throttle implements LongConsumer {
    private static final long INTERVAL_NS = 100_000_000;

    private final Consumer<Count> to;
    private final long total;
    private long firstNs;
    private long lastNs;

    /** How many, and how long after the first count. */
    record Count(long count, double seconds) {}

    Throttle(long total, Consumer<Count> to) {
        this.total = total;
        this.to = to;
    }

    @Override
    public void accept(long count) {
        long now = System.nanoTime();
        if (firstNs == 0) {
            firstNs = now;
        }
        if (now - lastNs >= INTERVAL_NS || count == total) {
            lastNs = now;
            to.accept(new Count(count, (now - firstNs) / 1e9));
        }
    }
}
