package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;

/** Reads frames from the one pipe into a buffer that is used again. */
final class PipeQueueInbox implements Inbox {
    /** What a frame may announce before the memory for it grows only as its bytes arrive. */
    private static final long TRUSTED = 64L << 20;

    private final Pipe pipe;
    private final Region region;
    private final Terms terms;
    private final Permits permits;
    private final Buffer buffer = new Buffer();

    PipeQueueInbox(Pipe pipe, Region region, Terms terms) {
        this.pipe = pipe;
        this.region = region;
        this.terms = terms;
        this.permits = new Permits(region.segment(), PipeQueue.PERMITS, terms.capacity());
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
        pipe.readFully(buffer.memory().asSlice(0, Frame.HEADER), deadline);
        var frame = Frame.read(buffer.memory(), terms.workers(), terms.capacity());
        readBody(frame.bytes(), deadline);
        frame.giveBack(permits);
        return new Arrived(
                frame.worker(),
                frame.sequence(),
                readFrom,
                new Loan(buffer.memory().asSlice(0, frame.bytes())),
                terms.codec(),
                () -> {});
    }

    private void readBody(long bytes, Deadline deadline) {
        for (long at = 0; at < bytes; ) {
            buffer.rewind(at);
            buffer.ensure(Math.min(bytes, Math.max(2 * at, TRUSTED)));
            long until = Math.min(bytes, buffer.memory().byteSize());
            pipe.readFully(buffer.memory().asSlice(at, until - at), deadline);
            at = until;
        }
    }

    @Override
    public void close() {
        pipe.close();
        region.close();
        buffer.free();
    }
}
