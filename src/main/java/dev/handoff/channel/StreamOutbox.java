package dev.handoff.channel;

import dev.handoff.memory.Region;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Draft;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.MemorySegment;

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
    private final Blocks blocks = new Blocks();
    private final Buffer buffer = new Buffer();
    private final LaneSink sink;
    /** The message that broke off on its way: what followed it would be taken for the rest of it. */
    private long brokenOff = -1;

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
        return new PrivateDraft(blocks.lease(), (value, memory) -> {
            send(sequence, value, watch);
            memory.close();
            watch.published();
        });
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
        lane.write(buffer.memory().asSlice(0, end), MemorySegment.NULL);
        watch.charge(Phase.WRITE);
    }

    @Override
    public void close() {
        try (region;
                blocks) {
            lane.close();
            buffer.free();
            sink.free();
        }
    }
}
