package dev.handoff.ledger;

import dev.handoff.spi.Phase;
import java.util.List;

/**
 * Looks at a run while it goes on: at the ledger that the workers are writing and at the arrivals. It costs the same at every
 * look, however many messages there are, and the workers and the receiving thread nothing. For one thread.
 */
public final class Overview {
    /** So many messages are looked at, spread over those that came since the last look. */
    private static final int SAMPLE = 100;

    private final Ledger ledger;
    private final Arrivals arrivals;
    private final int[] first;
    private final int[] entered;
    private final long[] phaseNs = new long[Phase.values().length];
    private int seen;

    /**
     * Begins with nothing seen.
     *
     * @param ledger the run's ledger
     * @param first with which message each worker begins
     * @param arrivals what the parent notes
     */
    public Overview(Ledger ledger, List<Integer> first, Arrivals arrivals) {
        this.ledger = ledger;
        this.arrivals = arrivals;
        this.first = first.stream().mapToInt(Integer::intValue).toArray();
        this.entered = this.first.clone();
    }

    /**
     * How many messages were made and have got their place in the channel.
     *
     * @return the number, over all workers; those that were received are in it
     */
    public long entered() {
        long sum = 0;
        for (int worker = 0; worker < entered.length; worker++) {
            int from = entered[worker];
            int to = ledger.messages();
            while (from < to) { // a worker's messages enter one after the other
                int middle = (from + to) >>> 1;
                if (ledger.entered(worker, middle)) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            entered[worker] = from;
            sum += from - first[worker];
        }
        return sum;
    }

    /**
     * The phase that holds most time, over messages received so far that their senders have finished.
     *
     * @param received how many arrivals were noted; the caller has seen them happen
     * @return the phase; null if there was no such message yet
     */
    public Phase longest(int received) {
        int step = Math.max(1, (received - seen) / SAMPLE);
        for (; seen < received; seen += step) {
            if (arrivals.finished(seen, ledger)) {
                var message = arrivals.message(seen, ledger);
                for (var phase : Phase.values()) {
                    phaseNs[phase.ordinal()] += step * message.phaseNs(phase);
                }
            }
        }
        Phase longest = null;
        long most = 0;
        for (var phase : Phase.values()) {
            if (phaseNs[phase.ordinal()] > most) {
                most = phaseNs[phase.ordinal()];
                longest = phase;
            }
        }
        return longest;
    }
}
