package dev.handoff.spi;

import java.io.Serializable;

/** What a worker needs to open its end of a channel. It travels to the worker, serialized. */
public interface Connector extends Serializable {
    /**
     * Opens a worker's end. The caller closes it.
     *
     * @param worker the number of the worker, from 0
     * @return the worker's end
     */
    Outbox connect(int worker);
}
