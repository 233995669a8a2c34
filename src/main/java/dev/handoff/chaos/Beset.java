package dev.handoff.chaos;

import dev.handoff.spi.Channel;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Draft;
import dev.handoff.spi.ForwardingChannel;
import dev.handoff.spi.ForwardingInbox;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Received;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A real channel with an ambush on the way: whenever a phase is left, the next one begins. */
record Beset(Channel real, Ambush ambush, Trap trap) implements ForwardingChannel {
    @Override
    public Inbox open(Terms terms) {
        return new End(real.open(terms), ambush, trap, real.phases());
    }

    private static final class End implements ForwardingInbox {
        private final Inbox real;
        private final Ambush ambush;
        private final Trap trap;
        private final List<Phase> phases;
        private boolean gone;

        End(Inbox real, Ambush ambush, Trap trap, List<Phase> phases) {
            this.real = real;
            this.ambush = ambush;
            this.trap = trap;
            this.phases = phases;
        }

        @Override
        public Inbox real() {
            return real;
        }

        @Override
        public Connector connector() {
            return new Way(real.connector(), ambush, phases);
        }

        @Override
        public Received next(Deadline deadline) {
            if (trap.beforeNext()) {
                gone = true;
                real.close();
            }
            if (gone) {
                while (!deadline.passed()) {
                    LockSupport.parkNanos(deadline.longestNapNs());
                }
                return null;
            }
            var taken = real.next(deadline);
            return taken == null ? null : new Taken(taken, trap);
        }

        @Override
        public void reclaim(int worker) {
            if (!gone) {
                real.reclaim(worker);
            }
        }

        @Override
        public void close() {
            if (!gone) {
                trap.afterTheLast(real);
                real.close();
            }
        }
    }

    private record Taken(Received real, Trap trap) implements Received {
        @Override
        public int worker() {
            return real.worker();
        }

        @Override
        public long sequence() {
            return real.sequence();
        }

        @Override
        public long readFromNs() {
            return real.readFromNs();
        }

        @Override
        public long bytes() {
            return real.bytes();
        }

        @Override
        public Object payload() {
            trap.at(Phase.DECODE, worker(), sequence());
            return real.payload();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private record Way(Connector real, Ambush ambush, List<Phase> phases) implements Connector {
        private static final long serialVersionUID = 1L;

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            ambush.arrive(worker);
            return new Sender(real.connect(worker, failure), worker, ambush, phases);
        }
    }

    private record Sender(Outbox real, int worker, Ambush ambush, List<Phase> phases) implements Outbox {
        private void after(Phase left, long sequence) {
            int next = phases.indexOf(left) + 1;
            if (next < phases.size()) {
                ambush.at(phases.get(next), worker, sequence);
            }
        }

        @Override
        public Draft draft(long sequence, Stopwatch watch) {
            if (phases.indexOf(Phase.WAIT_FOR_SPACE) < phases.indexOf(Phase.PRODUCE)) {
                ambush.at(Phase.WAIT_FOR_SPACE, worker, sequence);
            }
            var draft = real.draft(sequence, new Stopwatch() {
                @Override
                public void charge(Phase left) {
                    watch.charge(left);
                    if (left != Phase.WAIT_FOR_SPACE || phases.indexOf(left) > phases.indexOf(Phase.PRODUCE)) {
                        after(left, sequence);
                    }
                }

                @Override
                public void published() {
                    watch.published();
                    ambush.at(Phase.IN_FLIGHT, worker, sequence);
                }
            });
            return new Draft() {
                @Override
                public SegmentAllocator memory() {
                    return draft.memory();
                }

                @Override
                public void send(Object value) {
                    after(Phase.PRODUCE, sequence);
                    draft.send(value);
                }

                @Override
                public void close() {
                    draft.close();
                }
            };
        }

        @Override
        public long feederThreadId() {
            return real.feederThreadId();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
