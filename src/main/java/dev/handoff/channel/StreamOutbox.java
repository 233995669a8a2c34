package dev.handoff.channel;

import dev.handoff.memory.Region;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Draft;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * Sends frames over a lane of the worker's own. A frame says how long it is, so a codec that knows that before writes
 * straight into the lane; what another one writes is buffered first.
 */
final class StreamOutbox implements Outbox {
    private final int worker;
    private final Lane lane;
    private final Region region;
    private final Credits.Purse purse;
    private final Codec codec;
    /** Of the payload: one draft is open at a time, and nothing is sent in the background. */
    private final Buffer memory = new Buffer();

    private final Buffer buffer = new Buffer();
    private final LaneSink sink;
    /** The message that broke off on its way: what followed it would be taken for the rest of it. */
    private long brokenOff = -1;

    /** What a draft's memory was last: the next one is often as large. */
    private MemorySegment block = MemorySegment.NULL;

    private boolean isDrafting;

    StreamOutbox(int worker, Lane lane, Region region, Credits.Purse purse, Codec codec) {
        this.worker = worker;
        this.lane = lane;
        this.region = region;
        this.purse = purse;
        this.codec = codec;
        this.sink = new LaneSink(lane);
    }

    @Override
    public Draft draft(long sequence, Stopwatch watch) {
        if (isDrafting) {
            throw new IllegalStateException("message " + sequence + " was begun before another one was closed");
        }
        isDrafting = true;
        return new Letter(sequence, watch);
    }

    /** A message that is being made. */
    private final class Letter implements Draft, SegmentAllocator {
        private final long sequence;
        private final Stopwatch watch;
        private boolean lent;

        Letter(long sequence, Stopwatch watch) {
            this.sequence = sequence;
            this.watch = watch;
        }

        @Override
        public SegmentAllocator memory() {
            return this;
        }

        @Override
        public MemorySegment allocate(long bytes, long alignment) {
            if (lent) {
                throw new IllegalStateException("a draft's memory is for one block");
            }
            lent = true;
            if (bytes != block.byteSize()) {
                memory.rewind(0);
                memory.ensure(bytes);
                block = memory.memory().asSlice(0, bytes);
            }
            return block;
        }

        @Override
        public void send(Object value) {
            StreamOutbox.this.send(sequence, value, watch);
            watch.published();
        }

        @Override
        public void close() {
            isDrafting = false;
        }
    }

    private void send(long sequence, Object value, Stopwatch watch) {
        if (brokenOff >= 0) {
            throw new HandoffException(
                    "worker " + worker + " can send no more: message " + brokenOff + " broke off on its way");
        }
        purse.await(sequence);
        watch.charge(Phase.WAIT_FOR_SPACE);
        long bytes = codec.size(value);
        if (bytes < 0) {
            sendBuffered(sequence, value, watch);
        } else {
            sendThrough(sequence, bytes, value, watch);
        }
        purse.spend();
    }

    private void sendThrough(long sequence, long bytes, Object value, Stopwatch watch) {
        boolean whole = false;
        sink.begin(new Frame(worker, sequence, bytes, 0), watch);
        try {
            codec.encode(value, sink);
            sink.end();
            whole = true;
        } finally {
            if (!whole && sink.isUnderWay()) {
                brokenOff = sequence;
            }
        }
    }

    private void sendBuffered(long sequence, Object value, Stopwatch watch) {
        buffer.rewind(Frame.HEADER);
        codec.encode(value, buffer);
        long end = buffer.position();
        new Frame(worker, sequence, end - Frame.HEADER, 0).write(buffer.memory());
        watch.charge(Phase.ENCODE);
        lane.write(buffer.memory(), end, MemorySegment.NULL);
        watch.charge(Phase.WRITE);
    }

    @Override
    public void close() {
        try (region) {
            lane.close();
            memory.free();
            buffer.free();
            sink.free();
        }
    }
}
