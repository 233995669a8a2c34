package dev.handoff.engine;

import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;

/** A real channel on whose way something happens to what the parent takes out. */
record Tampered(Channel real, Tampering tampering) implements Channel {

    /** What happens; it sees every message, and may take others from the inbox. */
    interface Tampering {
        Received next(Received taken, Inbox real, Deadline deadline);
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Codec defaultCodec() {
        return real.defaultCodec();
    }

    @Override
    public boolean inPlace(Codec codec) {
        return real.inPlace(codec);
    }

    @Override
    public boolean withinProcess() {
        return real.withinProcess();
    }

    @Override
    public Inbox open(Terms terms) {
        var inbox = real.open(terms);
        return new Inbox() {
            @Override
            public Connector connector() {
                return inbox.connector();
            }

            @Override
            public int capacity() {
                return inbox.capacity();
            }

            @Override
            public Received next(Deadline deadline) {
                var taken = inbox.next(deadline);
                return taken == null ? null : tampering.next(taken, inbox, deadline);
            }

            @Override
            public void close() {
                inbox.close();
            }
        };
    }

    /** A message that pretends to be another. */
    static Received renumbered(Received message, int worker, long sequence) {
        return new Received() {
            @Override
            public int worker() {
                return worker;
            }

            @Override
            public long sequence() {
                return sequence;
            }

            @Override
            public long readFromNs() {
                return message.readFromNs();
            }

            @Override
            public Object payload() {
                return message.payload();
            }

            @Override
            public void close() {
                message.close();
            }
        };
    }
}
