package dev.handoff.spi;

import java.util.List;

/**
 * A worker that died in a run which went on without it, and what was lost with it: its messages that had not been delivered
 * whole, and no others.
 *
 * @param worker the worker, from 0
 * @param cause how it came to its end, in words
 * @param lost the messages it had begun and that never arrived, in their order
 * @param notBegun how many messages were still before it
 */
public record Death(int worker, String cause, List<Lost> lost, long notBegun) {

    /** Copies the list. */
    public Death {
        lost = List.copyOf(lost);
    }

    /**
     * A message that never arrived.
     *
     * @param sequence its number
     * @param phase what the worker was doing with it when it died, as the ledger says
     */
    public record Lost(long sequence, Phase phase) {}

    /**
     * All messages that are missing.
     *
     * @return their number
     */
    public long missing() {
        return lost.size() + notBegun;
    }
}
