package dev.handoff.spi;

import java.io.Serializable;
import java.util.function.Consumer;

/** What a worker needs to open its end of a channel. It travels to the worker, serialized. */
public interface Connector extends Serializable {
    /**
     * Opens a worker's end. The caller closes it.
     *
     * @param worker the number of the worker, from 0
     * @param failure is told what a thread in the background could not send, by that thread, at most once; an {@link
     *     UnsentException} where the number of the message is known
     * @return the worker's end
     */
    Outbox connect(int worker, Consumer<Throwable> failure);
}
