package dev.handoff.channel;

import dev.handoff.spi.Composite;
import java.util.Iterator;
import java.util.List;

/**
 * A capacity, split over workers as evenly as it goes: the sum is exact, and each has at least one.
 *
 * @param workers how many workers
 * @param capacity of all of them together; fewer than the workers count as one each
 */
record Shares(int workers, int capacity) implements Composite {
    private static final long serialVersionUID = 1L;

    Shares {
        capacity = Math.max(capacity, workers);
    }

    Shares(Iterator<?> parts) {
        this((int) parts.next(), (int) parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(workers, capacity);
    }

    int of(int worker) {
        return capacity / workers + (worker < capacity % workers ? 1 : 0);
    }

    /** How many all those before a worker have together. */
    int before(int worker) {
        return worker * (capacity / workers) + Math.min(worker, capacity % workers);
    }
}
