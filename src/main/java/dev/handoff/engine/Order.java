package dev.handoff.engine;

import java.io.Serializable;

/** What the parent says to a worker, over the worker's standard input. */
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
