package dev.handoff.channel;

import dev.handoff.memory.Region;
import dev.handoff.memory.SharedLock;
import dev.handoff.memory.Words;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ForwardingChannel;
import dev.handoff.spi.ForwardingInbox;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The queue, with a write lock that somebody else holds whenever a worker wants to write: for so long from the moment
 * at which the worker has gone to sleep over it. Needs workers that send more slowly than that.
 */
public record HeldQueue(long holdMs) implements ForwardingChannel {
    private static final int SOMEBODY = 1_000;
    private static final PipeQueue REAL = new PipeQueue(0);

    @Override
    public Channel real() {
        return REAL;
    }

    @Override
    public Inbox open(Terms terms) {
        var inbox = REAL.open(terms);
        var way = (PipeQueue.Way) inbox.connector();
        return new Held(inbox, Region.open(way.region()), TimeUnit.MILLISECONDS.toNanos(holdMs));
    }

    private record Held(Inbox real, Region region, long holdNs) implements ForwardingInbox {
        @Override
        public Received next(Deadline deadline) {
            if (holdNs > 0) {
                hold(deadline);
            }
            return real.next(deadline);
        }

        private void hold(Deadline deadline) {
            var lock = new SharedLock(region.segment(), PipeQueue.LOCK);
            await(() -> lock.owner() < 0, deadline); // a lock that we had to wait for would look as if others did
            lock.lock(SOMEBODY, deadline);
            await(() -> (long) Words.LONG.getVolatile(region.segment(), PipeQueue.LOCK) < 0, deadline); // one sleeps
            long until = System.nanoTime() + holdNs;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            lock.unlock(SOMEBODY);
        }

        private static void await(BooleanSupplier condition, Deadline deadline) {
            while (!condition.getAsBoolean() && !deadline.passed()) {
                LockSupport.parkNanos(100_000);
            }
        }

        @Override
        public void close() {
            region.close();
            real.close();
        }
    }
}
