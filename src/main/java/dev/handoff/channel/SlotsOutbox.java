package dev.handoff.channel;

import dev.handoff.memory.Looks;
import dev.handoff.memory.Region;
import dev.handoff.memory.Sleeper;
import dev.handoff.memory.Words;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Draft;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ReceiverGoneException;
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

    private final Region region;
    private final MemorySegment memory;
    private final SlotPlace place;
    private final long headroom;
    private final Codec codec;
    private final Receiver receiver;
    private final Sleeper self;
    private final Sleeper parent;
    private final Blocks blocks = new Blocks(1);
    private final Looks looks;
    private long published;

    SlotsOutbox(int worker, SharedSlots.Way way, Region region) {
        this.region = region;
        this.memory = region.segment();
        this.place = way.layout().place(worker);
        this.headroom = way.layout().headroom();
        this.codec = way.codec();
        this.receiver = new Receiver(memory, SlotLayout.GONE, way.receiverPid());
        this.self = place.sleeper(memory);
        this.parent = new Sleeper(memory, SlotLayout.PARENT);
        this.looks = Looks.ofMemory(way.layout().workers());
        Region.populate(place.all(memory));
    }

    @Override
    public Draft draft(long sequence, Stopwatch watch) {
        int slot = awaitFree(sequence);
        watch.charge(Phase.WAIT_FOR_SPACE);
        return new SlotDraft(slot, sequence, watch);
    }

    private int awaitFree(long sequence) {
        while (true) {
            int slot = takeFree();
            for (int look = 0; slot < 0 && looks.goOn(look); look++) {
                Thread.onSpinWait();
                slot = takeFree();
            }
            if (slot >= 0) {
                return slot;
            }
            sleep(sequence);
        }
    }

    private void sleep(long sequence) {
        if (Thread.currentThread().isInterrupted()) {
            throw new HandoffException("interrupted while message " + sequence + " waited for a free slot");
        }
        if (!self.sleepUnless(() -> findFree() >= 0, Credits.NAP_NS) && receiver.isGone()) {
            throw ReceiverGoneException.before(sequence);
        }
    }

    private int takeFree() {
        int slot = findFree();
        if (slot >= 0) {
            Words.INT.setRelease(memory, place.state(slot), LENT);
        }
        return slot;
    }

    private int findFree() {
        for (int slot = 0; slot < place.slots(); slot++) {
            if ((int) Words.INT.getAcquire(memory, place.state(slot)) == FREE) {
                return slot;
            }
        }
        return -1;
    }

    /** Where in its slot a message begins: so far that a payload that was made there need not move. */
    private int begin(Object value) {
        long before = codec.headroom(value);
        if (before < 0 || before > headroom) {
            throw new HandoffException("the " + codec.name() + " codec writes " + before
                    + " bytes before a block (headroom(value)), and said that they are at most " + headroom
                    + " (headroom())");
        }
        return (int) (headroom - before);
    }

    private void publish(int slot, long sequence, int begin, long bytes) {
        long entry = place.entry(published);
        Words.LONG.set(memory, entry + SlotLayout.SEQUENCE, sequence);
        Words.LONG.set(memory, entry + SlotLayout.BYTES, bytes);
        Words.INT.set(memory, entry + SlotLayout.SLOT, slot);
        Words.INT.set(memory, entry + SlotLayout.BEGIN, begin);
        published++;
        Words.LONG.setRelease(memory, entry + SlotLayout.COUNT, published);
        parent.wake();
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
            return place.slot(memory, slot);
        }

        /** A codec that moves the payload would overwrite it while it reads it, if it lay in the slot. */
        @Override
        public SegmentAllocator memory() {
            return headroom > 0 ? SegmentAllocator.slicingAllocator(slot().asSlice(headroom)) : elsewhere;
        }

        @Override
        public void send(Object value) {
            int begin = begin(value);
            var sink = new SlotSink(slot(), begin);
            codec.encode(value, sink);
            sink.checkFit();
            watch.charge(Phase.ENCODE);
            watch.charge(Phase.WRITE);
            watch.published();
            over = true;
            publish(slot, sequence, begin, sink.position() - begin);
            elsewhere.close();
        }

        @Override
        public void close() {
            elsewhere.close();
            if (!over) {
                over = true;
                Words.INT.setRelease(memory, place.state(slot), FREE);
            }
        }
    }
}
