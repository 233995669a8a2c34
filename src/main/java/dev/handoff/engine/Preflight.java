package dev.handoff.engine;

import dev.handoff.engine.Plan.Size;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Whether what is asked for fits into memory and, if not, what would. Workers and capacity are weighed against each
 * other: there is one size with as many workers as possible, and one with as large a capacity as possible. Immutable.
 *
 * @param asked the size that is asked for
 * @param need estimates the memory that a size takes; more workers, or more capacity, never take less
 * @param usable the memory that may be taken, bytes
 */
public record Preflight(Size asked, Function<Size, MemoryNeed> need, long usable) {
    /** Of the memory that may be taken, so much may what is run at once take. */
    private static final double AT_ONCE = 0.95;

    /**
     * And so much what is suggested, which must still fit when the reader has typed it: in a control group of 640 MiB there
     * was 8 % less at the second try, because what the first one had read from disk counts, too.
     */
    private static final double SUGGESTED = 0.85;

    private static final String FREE_MEMORY = "free memory";

    /**
     * Refuses what does not fit.
     *
     * @param smallerCapacity whether a smaller capacity is taken where it is needed, and enough
     * @return the size that fits: what was asked for, but perhaps for its capacity
     * @throws IllegalArgumentException if more is needed than there is; it shows the sum, and says which two changes of the
     *     settings would fit, each by the same estimate
     */
    public Size check(boolean smallerCapacity) {
        int capacity = smallerCapacity ? largest(asked.capacity(), c -> fits(asked.workers(), c, AT_ONCE)) : 0;
        if (capacity > 0) {
            return sized(asked.workers(), capacity);
        }
        var needed = need.apply(asked);
        needed.check(usable, () -> remedy(needed));
        return asked;
    }

    private String remedy(MemoryNeed needed) {
        int workers = largest(asked.workers(), w -> fits(w, 1, SUGGESTED));
        if (workers == 0) {
            boolean one = need.apply(new Size(1, 1, 1)).total() <= SUGGESTED * usable;
            var smaller = smallerPayload(needed);
            var use = one ? "use fewer messages, or " : smaller.equals(FREE_MEMORY) ? "" : "use ";
            return "not even 1 worker with capacity 1 would fit; " + use + smaller;
        }
        var many = sized(workers, largest(asked.capacity(), c -> fits(workers, c, SUGGESTED)));
        int capacity = largest(asked.capacity(), c -> fits(1, c, SUGGESTED));
        var full = sized(largest(asked.workers(), w -> fits(w, capacity, SUGGESTED)), capacity);
        return "what would fit is " + words(many) + ", or "
                + (many.equals(full) ? smallerPayload(needed) : words(full));
    }

    /** As it grows with the payload: workers and records do not. */
    private String smallerPayload(MemoryNeed needed) {
        double fixed = (double) needed.workersBytes() + needed.recordsBytes();
        double share = (SUGGESTED * usable - fixed) / ((double) needed.underWayBytes() + needed.buffersBytes());
        return share <= 0
                ? FREE_MEMORY
                : share < 0.01
                        ? "a payload of less than 1 % of this one"
                        : "a payload of at most %d %% of this one".formatted((int) (100 * share));
    }

    private String words(Size size) {
        var workers = "workers " + size.workers();
        var capacity = "capacity " + size.capacity();
        return size.workers() == asked.workers()
                ? capacity
                : size.capacity() == asked.capacity() ? workers : workers + " with " + capacity;
    }

    private boolean fits(int workers, int capacity, double share) {
        return need.apply(sized(workers, capacity)).total() <= share * usable;
    }

    private Size sized(int workers, int capacity) {
        return new Size(workers, asked.messages(), capacity);
    }

    /** The largest number up to one for which something holds that holds for all smaller ones; 0 if it holds for none. */
    private static int largest(int most, IntPredicate holds) {
        int yes = 0;
        int no = most + 1;
        while (no - yes > 1) {
            int middle = yes + (no - yes) / 2;
            if (holds.test(middle)) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        return yes;
    }
}
