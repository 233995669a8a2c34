package dev.handoff.channel;

import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.spi.Draft;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import java.util.function.Consumer;

/** Hands objects to the feeder; waits only for a permit. */
final class PipeQueueOutbox implements Outbox {
    private final int worker;
    private final Pipe pipe;
    private final Region region;
    private final Space space;
    private final Blocks blocks = new Blocks(1);
    private final Feeder feeder;

    PipeQueueOutbox(int worker, PipeQueue.Way way, Pipe pipe, Region region, Consumer<Throwable> failure) {
        this.worker = worker;
        this.pipe = pipe;
        this.region = region;
        this.space = Space.of(region.segment(), PipeQueue.GONE, PipeQueue.PERMITS, way.capacity(), way.receiverPid());
        this.feeder = Feeder.start(worker, way.codec(), pipe, region, space, failure);
    }

    @Override
    public Draft draft(long sequence, Stopwatch watch) {
        return new PrivateDraft(blocks.lease(), (value, memory) -> send(sequence, value, watch, memory));
    }

    @Override
    public long feederThreadId() {
        return feeder.systemId();
    }

    @Override
    public void close() {
        try (region;
                pipe;
                blocks) {
            feeder.finish();
        }
    }

    private void send(long sequence, Object value, Stopwatch watch, Blocks.Lease memory) {
        int permit = space.take(worker, sequence, feeder.patience());
        watch.charge(Phase.WAIT_FOR_SPACE);
        if (permit < 0) {
            feeder.throwFailure();
            throw new HandoffException("interrupted while message " + sequence + " waited for space in the queue");
        }
        feeder.feed(new Feeder.Item(sequence, value, watch, permit, memory));
    }
}
