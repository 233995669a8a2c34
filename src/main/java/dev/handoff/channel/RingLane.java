package dev.handoff.channel;

import dev.handoff.memory.Copies;
import dev.handoff.memory.Looks;
import dev.handoff.memory.ProcessIdentity;
import dev.handoff.memory.Region;
import dev.handoff.memory.Sleeper;
import dev.handoff.memory.Words;
import dev.handoff.spi.ReceiverGoneException;
import java.lang.foreign.MemorySegment;

/**
 * The end of a ring that a worker writes. For one thread of one process; {@link RingLayout} says what the other end may
 * rely on.
 */
final class RingLane implements Lane {
    private final Region region;
    private final MemorySegment memory;
    private final MemorySegment ring;
    private final int size;
    private final int piece;
    private final Looks looks;
    private final long control;
    private final Receiver receiver;
    private final Sleeper self;
    private final Sleeper parent;
    private int written;
    private int published;
    /** As last seen: the parent's word is read only when the ring looks full. */
    private int taken;

    RingLane(int worker, Region region, RingLayout layout, long receiverPid) {
        this.region = region;
        this.memory = region.segment();
        this.ring = layout.ring(memory, worker);
        this.size = layout.ringBytes();
        this.piece = layout.piece();
        this.looks = Looks.ofMemory(layout.workers());
        this.control = layout.worker(worker);
        this.receiver = new Receiver(memory, RingLayout.GONE, receiverPid);
        this.self = new Sleeper(memory, control + RingLayout.SLEEPER);
        this.parent = new Sleeper(memory, RingLayout.PARENT);
        this.written = (int) Words.INT.getVolatile(memory, control + RingLayout.WRITTEN);
        this.published = written;
        this.taken = lookAtTaken();
        Region.populate(ring);
        Words.LONG.setVolatile(
                memory, control + RingLayout.SENDER, ProcessIdentity.current().toLong());
    }

    @Override
    public void write(MemorySegment head, long headBytes, MemorySegment body) {
        long all = headBytes + body.byteSize();
        copyIn(head, headBytes, 0);
        copyIn(body, body.byteSize(), headBytes);
        Copies.count(all);
        publish();
        if ((int) Words.INT.getVolatile(memory, RingLayout.GONE) == 1) {
            throw ReceiverGoneException.within(all);
        }
    }

    /** What fits into the ring where it stands goes there at once; the rest is apart, so that this is compiled into its callers. */
    private void copyIn(MemorySegment bytes, long count, long before) {
        int from = written & (size - 1);
        if (count <= piece && count <= size - from && count <= size - (written - taken)) {
            MemorySegment.copy(bytes, 0, ring, from, count);
            written += (int) count;
        } else {
            copyInPieces(bytes, count, before);
        }
    }

    private void copyInPieces(MemorySegment bytes, long count, long before) {
        for (long at = 0; at < count; ) {
            int free = size - (written - taken);
            if (free == 0) {
                awaitSpace(before + at);
                continue;
            }
            int from = written & (size - 1);
            int some = (int) Math.min(count - at, Math.min(Math.min(free, size - from), piece));
            MemorySegment.copy(bytes, at, ring, from, some);
            at += some;
            written += some;
            if (written - published >= piece) {
                publish();
            }
        }
    }

    private void publish() {
        published = written;
        Words.INT.setRelease(memory, control + RingLayout.WRITTEN, written);
        parent.wake();
    }

    private int lookAtTaken() {
        return (int) Words.INT.getAcquire(memory, control + RingLayout.TAKEN);
    }

    /** Until the parent has taken something, or is gone; an interrupt does not break a message off. */
    private void awaitSpace(long at) {
        publish();
        int full = taken;
        for (int spin = 0; taken == full && looks.goOn(spin); spin++) {
            Thread.onSpinWait();
            taken = lookAtTaken();
        }
        while (taken == full) {
            if (!self.sleepUnless(() -> lookAtTaken() != full, Credits.NAP_NS) && receiver.isGone()) {
                throw ReceiverGoneException.within(at);
            }
            taken = lookAtTaken();
        }
    }

    @Override
    public void close() {
        Words.LONG.setVolatile(memory, control + RingLayout.SENDER, RingLayout.CLOSED);
        parent.wake();
        region.close();
    }
}
