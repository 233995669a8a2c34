package dev.handoff.spi;

import java.io.Serializable;

/**
 * A function of the reader's own that a worker calls for each message: a lambda, a method reference, or an object. It is
 * serialized to the workers, and with it whatever it holds.
 */
@FunctionalInterface
public interface MessageFunction extends Serializable {
    /**
     * Computes.
     *
     * @param message the number of the message, from 0 to one less than each worker sends, in each worker and once more
     *     while it warms up
     * @return the answer, not null
     * @throws Exception whatever it likes; the run ends with it as the cause
     */
    Object answer(long message) throws Exception;
}
