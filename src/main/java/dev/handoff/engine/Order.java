package dev.handoff.engine;

import java.io.Serializable;

/** What the parent says to a worker; to a process it does so over the standard input. */
sealed interface Order extends Serializable {
    /** Say what your clock reads. */
    record ReadClock() implements Order {}

    /**
     * Do a run: warm up, wait at the gate, send, report.
     *
     * @param assignment the run
     */
    record Work(Assignment assignment) implements Order {}
}
