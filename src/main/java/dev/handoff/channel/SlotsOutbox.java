package dev.handoff.channel;

import dev.handoff.memory.Futex;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Draft;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * A worker's slots: takes the lowest free one, so that the same few stay in the cache while the parent keeps up. For one
 * thread of one process; {@link SlotLayout} says what the other end may rely on.
 */
final class SlotsOutbox implements Outbox {
    private static final int FREE = 0;
    private static final int LENT = 1;

    private final int worker;
    private final Region region;
    private final MemorySegment memory;
    private final SlotLayout layout;
    private final Codec codec;
    private final Receiver receiver;
    private final Blocks blocks = new Blocks();
    private long published;

    SlotsOutbox(int worker, SharedSlots.Way way, Region region) {
        this.worker = worker;
        this.region = region;
        this.memory = region.segment();
        this.layout = way.layout();
        this.codec = way.codec();
        this.receiver = new Receiver(memory, SlotLayout.GONE, way.receiverPid());
        Region.populate(layout.slots(memory, worker));
    }

    @Override
    public Draft draft(long sequence, Stopwatch watch) {
        int slot = awaitFree(sequence);
        watch.charge(Phase.WAIT_FOR_SPACE);
        return new SlotDraft(slot, sequence, watch);
    }

    private int awaitFree(long sequence) {
        long control = layout.worker(worker);
        while (true) {
            int returned = (int) Words.INT.getAcquire(memory, control + SlotLayout.RETURNED);
            int slot = findFree();
            if (slot >= 0) {
                return slot;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new HandoffException("interrupted while message " + sequence + " waited for a free slot");
            }
            Words.INT.setVolatile(memory, control + SlotLayout.SLEEPS, 1);
            Futex.await(memory, control + SlotLayout.RETURNED, returned, Credits.NAP_NS);
            Words.INT.setVolatile(memory, control + SlotLayout.SLEEPS, 0);
            boolean forNothing = (int) Words.INT.getAcquire(memory, control + SlotLayout.RETURNED) == returned;
            if (forNothing && receiver.isGone()) {
                throw new HandoffException("the receiver is gone; message " + sequence + " waited for space");
            }
        }
    }

    private int findFree() {
        for (int slot = 0; slot < layout.slots(worker); slot++) {
            long state = layout.state(worker, slot);
            if ((int) Words.INT.getAcquire(memory, state) == FREE) {
                Words.INT.setRelease(memory, state, LENT);
                return slot;
            }
        }
        return -1;
    }

    private void publish(int slot, long sequence, long bytes) {
        long entry = layout.entry(worker, published);
        Words.LONG.set(memory, entry + SlotLayout.SEQUENCE, sequence);
        Words.LONG.set(memory, entry + SlotLayout.BYTES, bytes);
        Words.LONG.set(memory, entry + SlotLayout.SLOT, (long) slot);
        published++;
        Words.LONG.setRelease(memory, layout.worker(worker) + SlotLayout.PUBLISHED, published);
        Words.INT.getAndAdd(memory, SlotLayout.BELL, 1); // a full fence: the parent sees the bell or we see it asleep
        if ((int) Words.INT.getVolatile(memory, SlotLayout.PARENT_SLEEPS) == 1) {
            Futex.wake(memory, SlotLayout.BELL, 1);
        }
    }

    @Override
    public void close() {
        try (region) {
            blocks.close();
        }
    }

    private final class SlotDraft implements Draft {
        private final int slot;
        private final long sequence;
        private final Stopwatch watch;
        private final Blocks.Lease elsewhere = blocks.lease();
        private boolean over;

        SlotDraft(int slot, long sequence, Stopwatch watch) {
            this.slot = slot;
            this.sequence = sequence;
            this.watch = watch;
        }

        private MemorySegment slot() {
            return layout.slot(memory, worker, slot);
        }

        /** A codec that moves the payload would overwrite it while it reads it, if it lay in the slot. */
        @Override
        public SegmentAllocator memory() {
            return layout.headroom() > 0
                    ? SegmentAllocator.slicingAllocator(slot().asSlice(layout.headroom()))
                    : elsewhere;
        }

        @Override
        public void send(Object value) {
            var sink = new SlotSink(slot());
            codec.encode(value, sink);
            sink.checkFit();
            watch.charge(Phase.ENCODE);
            watch.charge(Phase.WRITE);
            watch.published();
            over = true;
            publish(slot, sequence, sink.position());
            elsewhere.close();
        }

        @Override
        public void close() {
            elsewhere.close();
            if (!over) {
                over = true;
                Words.INT.setRelease(memory, layout.state(worker, slot), FREE);
            }
        }
    }
}
