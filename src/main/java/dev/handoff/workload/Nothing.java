package dev.handoff.workload;

import dev.handoff.spi.Computation;

/** No computation: for runs in which the hand-over alone is measured. */
public record Nothing() implements Computation {
    private static final long serialVersionUID = 1L;

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return "nothing";
    }

    @Override
    public Task open(int worker, long seed) {
        return new Idle();
    }

    private static final class Idle implements Task {
        @Override
        public void inputs(long sequence) {
            // there are none
        }

        @Override
        public Object compute(long sequence) {
            return 0;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
