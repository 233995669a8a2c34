package dev.handoff.channel;

import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Draft;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Received;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Hands over the reference, within one process: what the interface of channels must carry as well. */
record InProcess() implements Channel {
    @Override
    public String name() {
        return "in process";
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec(); // never asked
    }

    @Override
    public Inbox open(Terms terms) {
        return new End(terms.capacity(), new Semaphore(terms.capacity()), new LinkedBlockingQueue<>());
    }

    private record Handed(int worker, long sequence, long readFromNs, Object payload) implements Received {
        @Override
        public void close() {}
    }

    private record End(int capacity, Semaphore space, BlockingQueue<Handed> queue) implements Inbox {
        @Override
        public Connector connector() {
            return (worker, failure) -> new Sender(worker, space, queue);
        }

        @Override
        public Received next(Deadline deadline) {
            try {
                while (true) {
                    var handed = queue.poll(Math.max(0, deadline.longestNapNs()), TimeUnit.NANOSECONDS);
                    if (handed != null) {
                        space.release();
                        return new Handed(handed.worker(), handed.sequence(), System.nanoTime(), handed.payload());
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
        public void close() {}
    }

    private record Sender(int worker, Semaphore space, BlockingQueue<Handed> queue) implements Outbox {
        @Override
        public Draft draft(long sequence, Stopwatch watch) {
            return new Draft() {
                @Override
                public SegmentAllocator memory() {
                    return Arena.ofAuto();
                }

                @Override
                public void send(Object value) {
                    try {
                        space.acquire();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new HandoffException("interrupted while message " + sequence + " waited for space", e);
                    }
                    watch.charge(Phase.WAIT_FOR_SPACE);
                    watch.published();
                    queue.add(new Handed(worker, sequence, 0, value));
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
