package dev.handoff.spi;

/** What becomes of a run when one of its workers dies, or cannot go on, while it is measured. */
public enum OnWorkerDeath {
    /** The run fails, and says why; what was measured until then is kept. */
    FAIL,
    /** The others go on and finish. The run is then {@linkplain Run.Outcome#RECOVERED recovered}, and lists what was lost. */
    CONTINUE
}
