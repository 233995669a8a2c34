package dev.handoff.engine;

import dev.handoff.spi.Channel;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ForwardingChannel;
import dev.handoff.spi.ForwardingInbox;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A real channel on whose way something happens to what the parent takes out. */
record Tampered(Channel real, Tampering tampering) implements ForwardingChannel {

    /** What happens; it sees every message, and may take others from the inbox. */
    interface Tampering {
        Received next(Received taken, Inbox real, Deadline deadline);
    }

    @Override
    public Inbox open(Terms terms) {
        return new End(real.open(terms), tampering);
    }

    private record End(Inbox real, Tampering tampering) implements ForwardingInbox {
        @Override
        public Received next(Deadline deadline) {
            var taken = real.next(deadline);
            return taken == null ? null : tampering.next(taken, real, deadline);
        }
    }

    /** Something that the parent does after each message it has taken, warm-up included. */
    static Tampered after(Channel real, LongConsumer action) {
        var count = new AtomicLong();
        return new Tampered(real, (taken, inbox, deadline) -> {
            action.accept(count.incrementAndGet());
            return taken;
        });
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
