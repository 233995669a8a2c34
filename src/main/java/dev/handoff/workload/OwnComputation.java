package dev.handoff.workload;

import dev.handoff.spi.Computation;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.MessageFunction;

/**
 * A function of the reader's own.
 *
 * @param name what its results are called
 * @param function what is called for each message
 */
public record OwnComputation(String name, MessageFunction function) implements Computation {
    private static final long serialVersionUID = 1L;

    /** Checks the name. */
    public OwnComputation {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a workload's name is what its results are called; it must not be blank");
        }
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public Task open(int worker, long seed) {
        return new Calls();
    }

    private final class Calls implements Task {
        @Override
        public void inputs(long sequence) {
            // the function draws its own
        }

        @Override
        public Object compute(long sequence) {
            try {
                var answer = function.answer(sequence);
                if (Thread.currentThread().isInterrupted()) {
                    throw new HandoffException(
                            "the function left its thread interrupted, and nothing can be sent from a thread that is;"
                                    + " Thread.interrupted() takes an interrupt back");
                }
                return answer;
            } catch (Exception e) {
                throw Unchecked.<RuntimeException>as(e);
            }
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
