package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.memory.Copies;
import dev.handoff.memory.Looks;
import dev.handoff.memory.ProcessIdentity;
import dev.handoff.memory.Region;
import dev.handoff.memory.Sleeper;
import dev.handoff.memory.Words;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The ends of the rings that the parent reads. It looks at the workers in turn. For one thread; {@link RingLayout} says
 * what it may rely on.
 */
final class RingLanes implements Lanes {
    private final Region region;
    private final MemorySegment memory;
    private final RingLayout layout;
    private final Sleeper self;
    private final End[] ends;
    private final Looks looks;
    private int turn;

    RingLanes(Region region, RingLayout layout) {
        this.region = region;
        this.memory = region.segment();
        this.layout = layout;
        this.self = new Sleeper(memory, RingLayout.PARENT);
        this.looks = Looks.ofMemory(layout.workers());
        this.ends = new End[layout.workers()];
        for (int worker = 0; worker < ends.length; worker++) {
            ends[worker] = new End(worker);
        }
    }

    /** The way to the rings. */
    record Way(String region, RingLayout layout, long receiverPid) implements Lanes.Way {
        private static final long serialVersionUID = 1L;

        Way(Iterator<?> parts) {
            this((String) parts.next(), (RingLayout) parts.next(), (long) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(region, layout, receiverPid);
        }

        @Override
        public Lane connect(int worker) {
            return Region.open(region, shared -> new RingLane(worker, shared, layout, receiverPid));
        }
    }

    @Override
    public Lanes.Way way() {
        return new Way(region.path(), layout, ProcessHandle.current().pid());
    }

    @Override
    public int awaitAny(Deadline deadline) {
        if (deadline.passed()) {
            return ready();
        }
        while (true) {
            int worker = ready();
            for (int spin = 0; worker < 0 && looks.goOn(spin); spin++) {
                Thread.onSpinWait();
                worker = ready();
            }
            if (worker >= 0 || deadline.passed()) {
                return worker;
            }
            self.sleepUnless(this::anyThere, deadline.longestNapNs());
        }
    }

    @Override
    public int ready() {
        for (int i = 0; i < ends.length; i++) {
            turn = turn + 1 == ends.length ? 0 : turn + 1;
            if (ends[turn].there() != 0) {
                return turn;
            }
        }
        return -1;
    }

    private boolean anyThere() {
        return Arrays.stream(ends).anyMatch(end -> end.there() != 0);
    }

    @Override
    public long read(int worker, MemorySegment to, Deadline deadline) {
        return ends[worker].read(to, deadline);
    }

    @Override
    public void close() {
        Receiver.leaves(memory, RingLayout.GONE);
        for (var end : ends) {
            end.sender.wake();
        }
        region.close();
    }

    /** The reading end of one ring. */
    private final class End {
        private static final long READABLE = 1;

        private final MemorySegment ring;
        private final long control;
        private final Sleeper sender;
        /** As last seen: the worker's word is read only when the ring looks empty. */
        private int written;

        private int taken;
        private int published;

        End(int worker) {
            this.ring = layout.ring(memory, worker);
            this.control = layout.worker(worker);
            this.sender = new Sleeper(memory, control + RingLayout.SLEEPER);
            this.taken = (int) Words.INT.getVolatile(memory, control + RingLayout.TAKEN);
            this.published = taken;
            this.written = taken;
        }

        /** How many bytes there are to read. */
        int there() {
            if (written == taken) {
                written = (int) Words.INT.getAcquire(memory, control + RingLayout.WRITTEN);
                if (Integer.compareUnsigned(written - taken, layout.ringBytes()) > 0) {
                    throw new CorruptMessageException("a ring of " + layout.ringBytes() + " bytes cannot hold "
                            + Integer.toUnsignedString(written - taken));
                }
            }
            return written - taken;
        }

        long read(MemorySegment to, Deadline deadline) {
            if (there() == 0) {
                long state = awaitBytes(deadline);
                if (state != READABLE) {
                    return state;
                }
            }
            int from = taken & (layout.ringBytes() - 1);
            int some = (int)
                    Math.min(Math.min(to.byteSize(), there()), Math.min(layout.ringBytes() - from, layout.piece()));
            Copies.copy(ring, from, to, 0, some);
            taken += some;
            if (taken - published >= layout.piece()) {
                publish(); // not sooner: a worker that waits for space sees a full ring, so we come to this
            }
            return some;
        }

        private long awaitBytes(Deadline deadline) {
            for (int spin = 0; there() == 0 && looks.goOn(spin); spin++) {
                Thread.onSpinWait();
            }
            while (there() == 0) {
                if (deadline.passed()) {
                    return ended() ? ByteStream.ENDED : ByteStream.NOTHING;
                }
                if (!self.sleepUnless(() -> there() != 0, deadline.longestNapNs()) && ended()) {
                    return ByteStream.ENDED;
                }
            }
            return READABLE;
        }

        private boolean ended() {
            return there() == 0 && senderIsGone() && there() == 0; // what it wrote last was there before it went
        }

        private boolean senderIsGone() {
            long sender = (long) Words.LONG.getVolatile(memory, control + RingLayout.SENDER);
            return sender == RingLayout.CLOSED
                    || (sender != RingLayout.NOT_CONNECTED
                            && !ProcessIdentity.fromLong(sender).isAlive());
        }

        private void publish() {
            published = taken;
            Words.INT.setRelease(memory, control + RingLayout.TAKEN, taken);
            sender.wake();
        }
    }
}
