package dev.handoff.channel;

import dev.handoff.memory.Region;
import dev.handoff.spi.BrokenOffException;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Composite;
import dev.handoff.spi.Connector;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Received;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads frames from whichever worker's stream has something. A stream that its sender closed between two messages is
 * finished; one that ends within a message is an error.
 */
final class StreamInbox implements Inbox {
    private final Lanes lanes;
    private final Codec codec;
    private final Shares shares;
    private final Region region;
    private final Credits credits;
    private final Buffer large = new Buffer();
    private final Stream[] streams;
    private final BitSet dead = new BitSet();
    /** Whose message is being read, or was read last. */
    private Stream sender;

    private boolean isReading;
    private int turn;
    private long readFrom;

    private StreamInbox(Lanes lanes, Terms terms, Region region) {
        this.lanes = lanes;
        this.codec = terms.codec();
        this.shares = new Shares(terms.workers(), terms.capacity());
        this.region = region;
        this.credits = new Credits(region.segment(), terms.workers());
        this.streams = IntStream.range(0, terms.workers()).mapToObj(Stream::new).toArray(Stream[]::new);
        this.sender = streams[0];
    }

    /** What comes from one worker. */
    private final class Stream implements FrameReader.Bytes {
        private final int worker;
        private final FrameReader reader;

        Stream(int worker) {
            this.worker = worker;
            this.reader = new FrameReader(shares.workers(), 1, true, large);
        }

        @Override
        public long read(MemorySegment to, Deadline deadline) {
            return lanes.read(worker, to, deadline);
        }
    }

    /** Takes the lanes over. */
    static StreamInbox open(Lanes lanes, Terms terms) {
        try {
            return Region.create(
                    "credits", Credits.bytes(terms.workers()), region -> new StreamInbox(lanes, terms, region));
        } catch (RuntimeException e) {
            lanes.close();
            throw e;
        }
    }

    /** The way to the lanes and the credits, for a worker. */
    record Way(Lanes.Way lanes, String region, Shares shares, Codec codec, long receiverPid)
            implements Connector, Composite {
        private static final long serialVersionUID = 1L;

        Way(Iterator<?> parts) {
            this((Lanes.Way) parts.next(), (String) parts.next(), (Shares) parts.next(), (Codec) parts.next(), (long)
                    parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(lanes, region, shares, codec, receiverPid);
        }

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            return Region.open(region, shared -> {
                var purse =
                        new Credits(shared.segment(), shares.workers()).purse(worker, shares.of(worker), receiverPid);
                return new StreamOutbox(worker, lanes.connect(worker), shared, purse, codec);
            });
        }
    }

    @Override
    public Connector connector() {
        return new Way(
                lanes.way(),
                region.path(),
                shares,
                codec,
                ProcessHandle.current().pid());
    }

    @Override
    public int capacity() {
        return shares.capacity();
    }

    /** What lies ready of the same worker's comes first, without a look elsewhere: at most as much as was read at once. */
    @Override
    public Received next(Deadline deadline) {
        if (sender.reader.nextStaged()) {
            readFrom = Received.THERE;
        } else if (!nextByReading(deadline)) {
            return null;
        }
        int worker = sender.worker;
        var reader = sender.reader;
        if (reader.worker() != worker) {
            throw new CorruptMessageException("a message of worker " + reader.worker() + " came from worker " + worker);
        }
        credits.giveBack(worker);
        return new Arrived(worker, reader.sequence(), readFrom, reader.lend(), codec, () -> {});
    }

    private boolean nextByReading(Deadline deadline) {
        if (!isReading && nextHeld()) {
            return true;
        }
        while (isReading || choose(deadline)) {
            boolean isThere = sender.reader.next(sender, deadline);
            isReading = !isThere && sender.reader.holds();
            if (isThere || !sender.reader.sawTheEnd()) {
                return isThere;
            }
            if (isReading) {
                breakOff();
            }
        }
        return false;
    }

    /** Takes a message that lies ready whole, of each worker in turn; one that does not is gone on with as its sender's turn. */
    private boolean nextHeld() {
        for (int i = 0; i < streams.length; i++) {
            turn = turn + 1 == streams.length ? 0 : turn + 1;
            var stream = streams[turn];
            if (stream.reader.nextStaged()) {
                sender = stream;
                readFrom = Received.THERE;
                return true;
            }
        }
        return false;
    }

    /**
     * Whose turn it is: of those whose stream has something, in turn. Only then of those of whose next message a part was read, as
     * its end is on its way, or its sender is gone: one that never pauses leaves a part with each reading, and the others would
     * never be looked at.
     */
    private boolean choose(Deadline deadline) {
        readFrom = Received.THERE;
        int worker = lanes.ready();
        if (worker < 0) {
            var begun = Arrays.stream(streams)
                    .filter(stream -> stream.reader.holds())
                    .findFirst();
            worker = lanes.awaitAny(begun.isPresent() ? Deadline.NOW : deadline);
            readFrom = System.nanoTime();
            if (worker < 0 && begun.isPresent()) {
                sender = begun.get();
                return true;
            }
        }
        if (worker >= 0) {
            sender = streams[worker];
        }
        return worker >= 0;
    }

    private void breakOff() {
        var how = "worker " + sender.worker + " is gone, " + sender.reader.progress();
        sender.reader.drop();
        isReading = false;
        if (!dead.get(sender.worker)) {
            throw new BrokenOffException(sender.worker, how);
        }
    }

    /** The end of its stream says the rest. */
    @Override
    public void reclaim(int worker) {
        dead.set(worker);
    }

    @Override
    public void close() {
        credits.leave();
        lanes.close();
        region.close();
        large.free();
    }
}
