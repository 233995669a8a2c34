package dev.handoff.channel;

import dev.handoff.spi.Draft;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import java.lang.foreign.SegmentAllocator;

/** A thread's end of the queue: everything it needs is the parent's. */
record ThreadsOutbox(int worker, ThreadsInbox queue) implements Outbox {
    @Override
    public Draft draft(long sequence, Stopwatch watch) {
        var memory = queue.enter(sequence);
        watch.charge(Phase.WAIT_FOR_SPACE);
        return new ThreadsDraft(sequence, watch, memory);
    }

    /** What was sent is in the queue already. */
    @Override
    public void close() {}

    private final class ThreadsDraft implements Draft {
        private final long sequence;
        private final Stopwatch watch;
        private final Blocks.Lease memory;
        private boolean over;

        ThreadsDraft(long sequence, Stopwatch watch, Blocks.Lease memory) {
            this.sequence = sequence;
            this.watch = watch;
            this.memory = memory;
        }

        @Override
        public SegmentAllocator memory() {
            return memory;
        }

        @Override
        public void send(Object value) {
            if (value instanceof Tensor tensor && !tensor.data().scope().isAlive()) {
                throw new IllegalStateException("Already closed"); // as the other routes find out when they copy it
            }
            over = true;
            watch.charge(Phase.WRITE);
            watch.published();
            queue.publish(new ThreadsInbox.Item(worker, sequence, value, memory));
        }

        @Override
        public void close() {
            if (!over) {
                over = true;
                queue.leave(memory);
            }
        }
    }
}
