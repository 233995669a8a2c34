package dev.handoff.spi;

import java.io.Serializable;

/**
 * Makes, in a worker, the object of the reader's own that is handed over: a lambda, a method reference, or an object. It is
 * serialized to the workers, and with it whatever it holds.
 */
@FunctionalInterface
public interface ObjectMaker extends Serializable {
    /**
     * Makes the object, or has it ready: called for each message.
     *
     * @return the object, not null
     * @throws Exception whatever it likes; the run ends with it as the cause
     */
    Object make() throws Exception;
}
