package dev.handoff.channel;

import dev.handoff.spi.Channel;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ForwardingChannel;
import dev.handoff.spi.ForwardingInbox;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import dev.handoff.spi.Tensor;
import java.lang.foreign.Arena;

/** A channel with a fault, which the contract of channels must find. */
record Faulty(Channel real, Fault fault) implements ForwardingChannel {
    enum Fault {
        NONE,
        /** The fourth message never arrives. */
        DROPS,
        /** The fourth message arrives twice. */
        DUPLICATES,
        /** The fourth message is read from memory that still holds the third. */
        READS_STALE_MEMORY
    }

    private static final int FOURTH = 3;

    @Override
    public Inbox open(Terms terms) {
        return new End(real.open(terms), fault);
    }

    /** A message whose bytes were copied, so that it can be shown again. */
    private record Kept(int worker, long sequence, long readFromNs, Object payload) implements Received {
        static Kept of(Received received) {
            try (received) {
                var tensor = (Tensor) received.payload();
                var bytes = tensor.data();
                var copy = Arena.ofAuto().allocate(bytes.byteSize(), 8).copyFrom(bytes);
                return new Kept(
                        received.worker(),
                        received.sequence(),
                        received.readFromNs(),
                        new Tensor(tensor.type(), tensor.shape(), copy));
            }
        }

        @Override
        public void close() {}
    }

    private static final class End implements ForwardingInbox {
        private final Inbox real;
        private final Fault fault;
        private int count;
        private Kept last;

        End(Inbox real, Fault fault) {
            this.real = real;
            this.fault = fault;
        }

        @Override
        public Received next(Deadline deadline) {
            boolean now = count++ == FOURTH;
            if (now && fault == Fault.DUPLICATES) {
                return last;
            }
            var received = real.next(deadline);
            if (received == null) {
                return null;
            }
            var before = last;
            last = Kept.of(received);
            if (now && fault == Fault.DROPS) {
                return real.next(deadline);
            }
            if (now && fault == Fault.READS_STALE_MEMORY) {
                return new Kept(last.worker(), last.sequence(), last.readFromNs(), before.payload());
            }
            return last;
        }

        @Override
        public Inbox real() {
            return real;
        }
    }
}
