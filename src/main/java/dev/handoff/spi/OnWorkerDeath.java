package dev.handoff.spi;

/** What becomes of a run when one of its workers dies, or cannot go on, while it is measured. */
public enum OnWorkerDeath {
    /** The run fails, and says why; what was measured until then is kept. */
    FAIL,
    /**
     * The others go on and finish. The run is then {@linkplain Run.Outcome#RECOVERED recovered}, and lists what was lost. So it
     * is where there are no others, because every worker has died: it ends without an exception, with what had come until
     * then, which may be nothing. {@link Run#received} and {@link Run#deaths} say so.
     */
    CONTINUE,
    /**
     * The others go on and finish. Then those that died are started anew, and go on behind the messages that were lost with
     * them. A run does so {@value #MOST_RESTARTS} times at most; after that it ends as with {@link #CONTINUE}.
     */
    RESTART;

    /** How often a run goes on with workers that were started anew, so that one that always dies does not live for ever. */
    public static final int MOST_RESTARTS = 3;
}
