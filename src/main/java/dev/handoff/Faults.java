package dev.handoff;

import dev.handoff.baseline.PythonTwin;
import dev.handoff.chaos.Damages;
import dev.handoff.chaos.Fault;
import dev.handoff.chaos.Strike;
import dev.handoff.chaos.Striking;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Phase;
import java.util.List;

/**
 * What becomes of a run when a worker is killed, stopped or fails at a certain place: of Handoff's queue and slots, and of
 * Python's {@code multiprocessing.Queue} with the same fault at the same place. Two workers send six messages of 160 kB
 * each (of 8 MB where Handoff's queue is struck as it writes, so that it is caught writing), and the first is struck at its
 * third. Immutable.
 *
 * <p>Handoff runs under {@code onWorkerDeath(CONTINUE)}. Python's parent asks with {@code get(timeout=1)}, and joins its
 * workers in the end; if it has not ended after five seconds, it hangs. A run of Handoff's always ends, at its limit with an
 * error.
 *
 * @param strikes what is done, each in a run of its own
 */
public record Faults(List<Strike> strikes) implements Displayable {
    private static final String WHOSE = "what strikes";

    /** Copies the list. */
    public Faults {
        strikes = Given.needed(strikes, WHOSE, "strikes, such as those of Faults.all()");
        if (strikes.isEmpty()) {
            throw new IllegalArgumentException("there is no phase in which the fault could strike; name one at least");
        }
    }

    /**
     * Every fault that is done to both languages.
     *
     * @return the faults, which {@link #run} lets strike; that takes about half a minute
     */
    public static Faults all() {
        return new Faults(Strike.all());
    }

    /**
     * One fault.
     *
     * @param fault what happens
     * @param phases in which phase of the message; a run for each
     * @return the faults, which {@link #run} lets strike
     * @throws IllegalArgumentException if that is not done to both languages; the message has what is
     */
    public static Faults of(Fault fault, Phase... phases) {
        Given.needed(fault, WHOSE, "a fault, such as Fault.KILL");
        return new Faults(Given.needed(phases, WHOSE, "phases, such as Phase.COMPUTE").stream()
                .map(phase -> new Strike(fault, phase))
                .toList());
    }

    /**
     * Lets them strike, in processes of their own; nothing is left of these.
     *
     * @return how each run ended
     * @throws dev.handoff.spi.HandoffException if there is no Python, or the calling thread is interrupted
     */
    public Damages run() {
        return Striking.run(strikes, PythonTwin.find());
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return strikes.size() + " faults, each in runs of its own in Java and in Python; run() lets them strike";
    }
}
