package dev.handoff.channel;

import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.SharedLock;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import java.lang.foreign.MemorySegment;

/**
 * Reads frames from the one pipe, and gives back what the dead held. While a dead worker holds the lock nobody else writes:
 * once the pipe is empty, what was read of a message is all that will come of it, and it is the dead worker's. If the dead
 * held no lock, all that they wrote is whole.
 */
final class PipeQueueInbox implements Inbox {
    private final Pipe pipe;
    private final Region region;
    private final Terms terms;
    private final Permits permits;
    private final SharedLock lock;
    private final Buffer large = new Buffer();
    private final FrameReader reader;
    private final Departed departed;
    private long readFrom;

    PipeQueueInbox(Pipe pipe, Region region, Terms terms) {
        this.pipe = pipe;
        this.region = region;
        this.terms = terms;
        this.permits = new Permits(region.segment(), PipeQueue.PERMITS, terms.capacity());
        this.lock = new SharedLock(region.segment(), PipeQueue.LOCK);
        this.reader = new FrameReader(terms.workers(), terms.capacity(), false, large);
        this.departed = new Departed(terms.capacity());
    }

    @Override
    public Connector connector() {
        long self = ProcessHandle.current().pid();
        return new PipeQueue.Way(pipe.writingPath(), region.path(), terms.capacity(), terms.codec(), self);
    }

    @Override
    public int capacity() {
        return terms.capacity();
    }

    @Override
    public Received next(Deadline deadline) {
        while (true) {
            if (!reader.holds()) {
                if (departed.isEmpty() && !pipe.awaitReadable(deadline)) {
                    return null;
                }
                readFrom = System.nanoTime();
            }
            if (reader.next(this::read, deadline)) {
                return take(reader.frame());
            }
            if (reader.sawTheEnd()) {
                throw new HandoffException("the pipe was closed, which the parent holds open itself");
            }
            if (departed.isEmpty() || !reader.sawNothing()) {
                return null;
            }
            settle();
        }
    }

    /** As long as there are dead to be settled, an empty pipe is not waited for, but seen. */
    private long read(MemorySegment to, Deadline deadline) {
        return pipe.reading().read(to, departed.isEmpty() ? deadline : Deadline.NOW);
    }

    private Received take(Frame frame) {
        frame.giveBack(permits);
        if (departed.passed() && !departed.contains(lock.owner())) {
            departed.settle(permits::giveBackAll);
        }
        return new Arrived(frame.worker(), frame.sequence(), readFrom, reader.lend(), terms.codec(), () -> {});
    }

    @Override
    public void reclaim(int worker) {
        departed.add(worker);
    }

    /** The pipe is empty. */
    private void settle() {
        long owner = lock.owner();
        if (departed.contains(owner)) {
            reader.drop();
            int parent = terms.workers();
            if (lock.takeOver(owner, parent)) {
                lock.unlock(parent);
            }
        }
        departed.settle(permits::giveBackAll);
    }

    @Override
    public void close() {
        Receiver.leaves(region.segment(), PipeQueue.GONE);
        pipe.close();
        region.close();
        large.free();
    }
}
