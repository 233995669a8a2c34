package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import dev.handoff.spi.Tensor;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The queue, its places and the pool of memory; the workers' ends refer to this very object. For the workers' threads,
 * except {@link #next} and {@link #close}, which are the parent's.
 *
 * <p>Memory order: what a worker wrote before {@link #publish} is seen by the parent after {@link #next}; what the parent
 * did before it closed a message is seen by the worker that gets its place.
 */
final class ThreadsInbox implements Inbox {
    private final int capacity;
    private final Semaphore places;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final Blocks blocks = new Blocks(Integer.MAX_VALUE);
    private volatile boolean closed;

    /** A message on its way. */
    record Item(int worker, long sequence, Object value, Blocks.Lease memory) {}

    ThreadsInbox(int capacity) {
        this.capacity = capacity;
        this.places = new Semaphore(capacity);
    }

    @Override
    public Connector connector() {
        return (worker, failure) -> new ThreadsOutbox(worker, this);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    /** Waits for a place, and for the right to make a payload. */
    Blocks.Lease enter(long sequence) {
        try {
            do {
                if (closed) {
                    throw new HandoffException("the parent closed the channel before message " + sequence);
                }
            } while (!places.tryAcquire(Deadline.NAP.toNanos(), TimeUnit.NANOSECONDS));
            return blocks.lease();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted while message " + sequence + " waited for space in the queue", e);
        }
    }

    void publish(Item item) {
        items.add(item);
    }

    void leave(Blocks.Lease memory) {
        memory.close();
        places.release();
    }

    @Override
    public Received next(Deadline deadline) {
        try {
            while (true) {
                var item = items.poll(Math.max(0, deadline.longestNapNs()), TimeUnit.NANOSECONDS);
                if (item != null) {
                    return new Passed(item, System.nanoTime());
                }
                if (deadline.passed()) {
                    return null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        closed = true;
        blocks.close();
    }

    /** A message that was passed by reference; a tensor's block is lent until it is closed. */
    private final class Passed implements Received {
        private final Item item;
        private final long readFromNs;
        private final Loan loan;
        private final Object payload;
        private boolean over;

        Passed(Item item, long readFromNs) {
            this.item = item;
            this.readFromNs = readFromNs;
            // a block on the heap is no block of the pool, and stays what it is
            if (item.value() instanceof Tensor(var type, var shape, var data) && data.isNative()) {
                loan = new Loan(data);
                payload = new Tensor(type, shape, loan.view());
            } else {
                loan = null;
                payload = item.value();
            }
        }

        @Override
        public int worker() {
            return item.worker();
        }

        @Override
        public long sequence() {
            return item.sequence();
        }

        @Override
        public long readFromNs() {
            return readFromNs;
        }

        @Override
        public Object payload() {
            return payload;
        }

        @Override
        public void close() {
            if (!over) {
                over = true;
                if (loan != null) {
                    loan.close();
                }
                leave(item.memory());
            }
        }
    }
}
