package dev.handoff.spi;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker that died in a run which went on without it, and what was lost with it: its messages that had not been delivered
 * whole, and no others.
 *
 * @param worker the worker, from 0
 * @param cause how it came to its end, in words
 * @param lost the messages it had begun and that never arrived, in their order
 * @param notBegun how many messages were still before it; 0 if it was restarted
 * @param restarted whether it was started anew, and went on behind what was lost
 */
public record Death(int worker, String cause, List<Lost> lost, long notBegun, boolean restarted) {

    /** Copies the list. */
    public Death {
        lost = List.copyOf(lost);
    }

    /**
     * The death of a worker that was not started anew.
     *
     * @param worker the worker, from 0
     * @param cause how it came to its end, in words
     * @param lost the messages it had begun and that never arrived
     * @param notBegun how many messages were still before it
     */
    public Death(int worker, String cause, List<Lost> lost, long notBegun) {
        this(worker, cause, lost, notBegun, false);
    }

    /**
     * The same, when the worker has been started anew and has gone on with what was before it.
     *
     * @return the death with nothing left that was not begun
     */
    public Death andRestarted() {
        return new Death(worker, cause, lost, 0, true);
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

    /**
     * Who died, and what was lost, in words.
     *
     * @return for instance {@code worker 1 was killed by signal 9: lost are message 4 (write), 2 that it had not begun}
     */
    public String text() {
        var begun = lost.stream()
                .map(message ->
                        "message " + message.sequence() + " (" + message.phase().label() + ")");
        var rest = notBegun == 0 ? Stream.<String>empty() : Stream.of(notBegun + " that it had not begun");
        var all = Stream.concat(begun, rest).collect(Collectors.joining(", "));
        return cause + ": " + (all.isEmpty() ? "nothing is lost" : "lost are " + all)
                + (restarted ? "; it was started anew" : "");
    }
}
