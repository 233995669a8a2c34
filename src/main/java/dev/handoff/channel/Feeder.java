package dev.handoff.channel;

import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.SharedLock;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ReceiverGoneException;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.UnsentException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The thread behind a queue's sender. It encodes into a buffer of its own, takes the write lock, writes, and frees the
 * lock. What it cannot do is told at once to whoever connected, and thrown by the next {@link #feed} or by {@link
 * #finish}: an object never vanishes here.
 */
final class Feeder {
    /** How long to wait for the lock before a look whether there is still somebody who would free it of a dead worker. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final int worker;
    private final Codec codec;
    private final Pipe pipe;
    private final SharedLock lock;
    private final Space space;
    private final Consumer<Throwable> onFailure;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final CompletableFuture<Long> systemId = new CompletableFuture<>();
    /** Ends with the feeder, so that nobody waits for a permit that will not come. */
    private final Deadline patience = Deadline.never();

    private final Thread thread;
    private volatile UnsentException failure;

    /** A message to feed; the last one has no watch. */
    record Item(long sequence, Object value, Stopwatch watch, int permit, Blocks.Lease memory) {
        static final Item LAST = new Item(-1, null, null, -1, null);

        boolean isLast() {
            return watch == null;
        }
    }

    private Feeder(int worker, Codec codec, Pipe pipe, Region region, Space space, Consumer<Throwable> onFailure) {
        this.worker = worker;
        this.codec = codec;
        this.pipe = pipe;
        this.space = space;
        this.onFailure = onFailure;
        this.lock = new SharedLock(region.segment(), PipeQueue.LOCK);
        this.thread =
                Thread.ofPlatform().name("handoff-feeder-" + worker).daemon().unstarted(this::run);
    }

    static Feeder start(int worker, Codec codec, Pipe pipe, Region region, Space space, Consumer<Throwable> onFailure) {
        var feeder = new Feeder(worker, codec, pipe, region, space, onFailure);
        feeder.thread.start();
        return feeder;
    }

    long systemId() {
        return systemId.join();
    }

    Deadline patience() {
        return patience;
    }

    void feed(Item item) {
        throwFailure();
        items.add(item);
    }

    /** Throws what ended the feeder, if anything has. */
    void throwFailure() {
        if (failure != null) {
            throw new UnsentException(failure.sequence(), failure.getCause()); // each time another: it may suppress one
        }
    }

    private void run() {
        systemId.complete(CurrentThread.systemId());
        Buffer buffer = null;
        long sequence = Item.LAST.sequence();
        try {
            for (var item = items.take(); !item.isLast(); item = items.take()) {
                sequence = item.sequence();
                buffer =
                        buffer == null ? new Buffer() : buffer; // not before: if there is no memory, it fails a message
                feedOne(item, buffer);
            }
        } catch (Throwable e) {
            failure = new UnsentException(sequence, e);
            patience.cancel();
            onFailure.accept(failure);
        } finally {
            if (buffer != null) {
                buffer.free();
            }
        }
    }

    private void feedOne(Item item, Buffer buffer) {
        var watch = item.watch();
        watch.charge(Phase.BUFFERED);
        buffer.rewind(Frame.HEADER);
        encode(item, buffer);
        long end = buffer.position();
        new Frame(worker, item.sequence(), end - Frame.HEADER, item.permit()).write(buffer.memory());
        item.memory().close();
        watch.charge(Phase.ENCODE);
        while (!lock.lock(worker, Deadline.in(TURN))) {
            if (patience.passed()) {
                throw new HandoffException("interrupted while message " + item.sequence() + " waited for its turn");
            }
            if (space.isForNobody()) { // who alone could free the lock of a dead worker
                throw ReceiverGoneException.before(item.sequence());
            }
        }
        watch.charge(Phase.WAIT_FOR_TURN);
        try {
            pipe.writeFully(buffer.memory().asSlice(0, end));
            watch.charge(Phase.WRITE);
            watch.published();
        } finally {
            lock.unlock(worker);
        }
    }

    private void encode(Item item, Buffer buffer) {
        try {
            codec.encode(item.value(), buffer);
        } catch (EncodingException e) {
            throw e.getCause() instanceof ConcurrentModificationException
                    ? new EncodingException(
                            e.getMessage() + "; a queue encodes in the background, so what was sent must not change",
                            e.getCause())
                    : e;
        }
    }

    /**
     * Waits until everything that was fed is in the pipe. An interrupt does not end this wait: the feeder still uses what
     * the caller is about to close.
     */
    void finish() {
        items.add(Item.LAST);
        CurrentThread.join(thread);
        throwFailure();
    }
}
