package dev.handoff.channel;

import dev.handoff.codec.JavaCodec;
import dev.handoff.memory.Looks;
import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Composite;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code multiprocessing.Queue} as CPython builds it: one pipe for all workers, a lock that a worker holds while it
 * writes, a semaphore that bounds how many messages are under way, and in each worker a feeder thread that encodes and
 * writes after {@code send} returned. (CPython 3.11, {@code Lib/multiprocessing/queues.py}.)
 *
 * <p>A permit is taken by {@code send} and given back by the parent when it has read the message, before it decodes it.
 *
 * <p>One thing is not CPython's: within a message, the parent looks for a moment before it sleeps, see {@link
 * Looks#atStream}.
 *
 * @param pipeBytes how much the pipe holds; 0 for what the system gives, which is 64 KiB on Linux and what Python has
 */
public record PipeQueue(int pipeBytes) implements Channel {
    static final long LOCK = 0;
    /** An int: 1 once the receiver has closed. */
    static final long GONE = 8;

    static final long PERMITS = Words.LINE;

    /** Checks the size. */
    public PipeQueue {
        if (pipeBytes < 0) {
            throw new IllegalArgumentException("a pipe of " + pipeBytes + " bytes; 0 (the system's) or more");
        }
    }

    @Override
    public String name() {
        return pipeBytes == 0 ? "queue" : "queue-" + Size.label(pipeBytes);
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.INPUTS,
                Phase.COMPUTE,
                Phase.PRODUCE,
                Phase.WAIT_FOR_SPACE,
                Phase.BUFFERED,
                Phase.ENCODE,
                Phase.WAIT_FOR_TURN,
                Phase.WRITE);
    }

    @Override
    public Codec defaultCodec() {
        return new JavaCodec();
    }

    /** Into the feeder's buffer, into the pipe, out of it; and out of the parent's buffer if it is read as a stream. */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(inPlace ? 1 : 2, 2);
    }

    @Override
    public Inbox open(Terms terms) {
        return Region.create(
                "queue",
                PERMITS + Permits.bytes(terms.capacity()),
                region -> Pipe.create(pipeBytes, pipe -> new PipeQueueInbox(pipe, region, terms)));
    }

    /** The way to the pipe and the memory, for a worker. */
    record Way(String pipe, String region, int capacity, Codec codec, long receiverPid)
            implements Connector, Composite {
        private static final long serialVersionUID = 1L;

        Way(Iterator<?> parts) {
            this((String) parts.next(), (String) parts.next(), (int) parts.next(), (Codec) parts.next(), (long)
                    parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(pipe, region, capacity, codec, receiverPid);
        }

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            return Region.open(
                    region, shared -> new PipeQueueOutbox(worker, this, Pipe.openForWriting(pipe), shared, failure));
        }
    }
}
