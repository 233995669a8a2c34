package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.memory.Looks;
import dev.handoff.memory.Region;
import dev.handoff.memory.Sleeper;
import dev.handoff.memory.Words;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Connector;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Looks at the workers in turn, and lends what it finds where it lies. For one thread; {@link SlotLayout} says what it may rely on. */
final class SlotsInbox implements Inbox {
    private final Region region;
    private final MemorySegment memory;
    private final SlotLayout layout;
    private final Codec codec;
    private final Looks looks;
    private final Sleeper self;
    private final SlotPlace[] places;
    private final Sleeper[] workers;
    private final long[] taken;
    private int turn;

    SlotsInbox(Region region, SlotLayout layout, Codec codec) {
        this.region = region;
        this.memory = region.segment();
        this.layout = layout;
        this.codec = codec;
        this.looks = Looks.ofMemory(layout.workers());
        this.places =
                IntStream.range(0, layout.workers()).mapToObj(layout::place).toArray(SlotPlace[]::new);
        this.self = new Sleeper(memory, SlotLayout.PARENT);
        this.workers = Arrays.stream(places).map(place -> place.sleeper(memory)).toArray(Sleeper[]::new);
        this.taken = new long[layout.workers()];
    }

    @Override
    public Connector connector() {
        return new SharedSlots.Way(
                region.path(), layout, codec, ProcessHandle.current().pid());
    }

    @Override
    public int capacity() {
        return layout.capacity();
    }

    @Override
    public Received next(Deadline deadline) {
        while (true) {
            int worker = findPublished();
            for (int look = 0; worker < 0 && looks.goOn(look); look++) {
                Thread.onSpinWait();
                worker = findPublished();
            }
            if (worker >= 0) {
                return take(worker);
            }
            if (deadline.passed()) {
                return null;
            }
            self.sleepUnless(this::anyPublished, deadline.longestNapNs());
        }
    }

    /** The next worker in turn that has published something, so that none is forgotten while others send. */
    private int findPublished() {
        for (int i = 0; i < layout.workers(); i++) {
            turn = turn + 1 == layout.workers() ? 0 : turn + 1;
            if (hasPublished(turn)) {
                return turn;
            }
        }
        return -1;
    }

    private boolean anyPublished() {
        return IntStream.range(0, layout.workers()).anyMatch(this::hasPublished);
    }

    private boolean hasPublished(int worker) {
        long entry = places[worker].entry(taken[worker]);
        return (long) Words.LONG.getAcquire(memory, entry + SlotLayout.COUNT) == taken[worker] + 1;
    }

    private Received take(int worker) {
        var place = places[worker];
        long entry = place.entry(taken[worker]);
        long sequence = (long) Words.LONG.get(memory, entry + SlotLayout.SEQUENCE);
        long bytes = (long) Words.LONG.get(memory, entry + SlotLayout.BYTES);
        int slot = (int) Words.INT.get(memory, entry + SlotLayout.SLOT);
        int begin = (int) Words.INT.get(memory, entry + SlotLayout.BEGIN);
        if (slot < 0 || slot >= place.slots() || begin < 0 || bytes < 0 || bytes > layout.slotBytes() - begin) {
            throw new CorruptMessageException("worker " + worker + " published slot " + slot + " of " + place.slots()
                    + " with " + bytes + " of " + layout.slotBytes() + " bytes, from " + begin + " on");
        }
        taken[worker]++;
        var lent = place.slot(memory, slot).asSlice(begin, bytes);
        return new Arrived(worker, sequence, Received.IN_PLACE, new Loan(lent), codec, () -> giveBack(worker, slot));
    }

    private void giveBack(int worker, int slot) {
        Words.INT.setRelease(memory, places[worker].state(slot), 0);
        workers[worker].wake();
    }

    @Override
    public void close() {
        Receiver.leaves(memory, SlotLayout.GONE);
        for (var worker : workers) {
            worker.wake();
        }
        region.close();
    }
}
