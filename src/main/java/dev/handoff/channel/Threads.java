package dev.handoff.channel;

import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Phase;
import java.util.List;

/**
 * No second process at all: workers are threads of the parent, and a queue passes the reference. Java has no lock that
 * lets only one thread of a process run, so they compute at the same time.
 *
 * <p>The memory of flat payloads comes from a pool and goes back when the parent closes the message: a view of it throws
 * from then on. Other objects are passed as they are, and belong to the receiver. A place in the queue is a payload that
 * may exist: it is taken before the payload is made, and given back with it, so there are never more payloads than the
 * capacity, which is at least one for each worker.
 *
 * <p>What one process no longer separates: workers share the heap and its collector, and one that calls {@code
 * System.exit} ends the parent.
 */
public record Threads() implements Channel {
    @Override
    public String name() {
        return "threads";
    }

    @Override
    public List<Phase> phases() {
        return List.of(Phase.INPUTS, Phase.COMPUTE, Phase.WAIT_FOR_SPACE, Phase.PRODUCE, Phase.WRITE);
    }

    @Override
    public Codec defaultCodec() {
        return new NoCodec();
    }

    @Override
    public boolean inPlace(Codec codec) {
        return true;
    }

    @Override
    public boolean withinProcess() {
        return true;
    }

    /** A reference is passed. */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(0, 0);
    }

    @Override
    public void check(Codec codec) {
        if (!codec.equals(defaultCodec())) {
            throw new IllegalArgumentException("threads pass the object itself, and nothing would ask the "
                    + codec.name() + " codec; use threads without a codec, or this codec over the queue");
        }
    }

    @Override
    public Inbox open(Terms terms) {
        check(terms.codec());
        return new ThreadsInbox(new Shares(terms.workers(), terms.capacity()).capacity());
    }
}
