package dev.handoff.engine;

import dev.handoff.spi.Composite;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** What the parent says to a worker; to a process it does so over the standard input. */
sealed interface Order extends Serializable {
    /** Say what your clock reads. */
    record ReadClock() implements Order {}

    /**
     * Do a run: warm up, wait at the gate, send, report. For a worker that is a thread.
     *
     * @param worker its number
     * @param assignment the run
     */
    record Work(int worker, Assignment assignment) implements Order {}

    /**
     * The same for a worker that is a process, in which the classes of the reader's objects must first be made.
     *
     * @param worker its number
     * @param parcel the run
     */
    record Unpack(int worker, Parcel parcel) implements Order, Composite {
        Unpack(Iterator<?> parts) {
            this((int) parts.next(), (Parcel) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(worker, parcel);
        }
    }
}
