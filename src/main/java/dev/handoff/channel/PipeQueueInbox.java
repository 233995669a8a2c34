package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;

/** Reads frames from the one pipe. */
final class PipeQueueInbox implements Inbox {
    private final Pipe pipe;
    private final Region region;
    private final Terms terms;
    private final Permits permits;
    private final FrameReader reader;

    PipeQueueInbox(Pipe pipe, Region region, Terms terms) {
        this.pipe = pipe;
        this.region = region;
        this.terms = terms;
        this.permits = new Permits(region.segment(), PipeQueue.PERMITS, terms.capacity());
        this.reader = new FrameReader(terms.workers(), terms.capacity());
    }

    @Override
    public Connector connector() {
        return new PipeQueue.Way(pipe.writingPath(), region.path(), terms.capacity(), terms.codec());
    }

    @Override
    public int capacity() {
        return terms.capacity();
    }

    @Override
    public Received next(Deadline deadline) {
        if (!pipe.awaitReadable(deadline)) {
            return null;
        }
        long readFrom = System.nanoTime();
        var frame = reader.header("a worker", pipe.reading()::read, deadline);
        if (frame == null) {
            throw new HandoffException("the pipe was closed, which the parent holds open itself");
        }
        var body = reader.body(frame, pipe.reading()::read, deadline);
        frame.giveBack(permits);
        return new Arrived(frame.worker(), frame.sequence(), readFrom, new Loan(body), terms.codec(), () -> {});
    }

    @Override
    public void close() {
        pipe.close();
        region.close();
        reader.free();
    }
}
