package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.memory.Region;
import dev.handoff.spi.BrokenOffException;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Connector;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Received;
import java.util.BitSet;
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
    private final FrameReader reader;
    private final FrameReader.Bytes[] streams;
    private final BitSet dead = new BitSet();
    /** Whose message is being read, and since when. */
    private int sender;

    private long readFrom;

    private StreamInbox(Lanes lanes, Terms terms, Region region) {
        this.lanes = lanes;
        this.codec = terms.codec();
        this.shares = new Shares(terms.workers(), terms.capacity());
        this.region = region;
        this.credits = new Credits(region.segment());
        this.reader = new FrameReader(terms.workers(), 1);
        this.streams = IntStream.range(0, terms.workers())
                .mapToObj(worker -> (FrameReader.Bytes) (to, deadline) -> lanes.read(worker, to, deadline))
                .toArray(FrameReader.Bytes[]::new);
    }

    /** Takes the lanes over. */
    static StreamInbox open(Lanes lanes, Terms terms) {
        try {
            return new StreamInbox(lanes, terms, Region.create("credits", Credits.bytes(terms.workers())));
        } catch (RuntimeException e) {
            lanes.close();
            throw e;
        }
    }

    /** The way to the lanes and the credits, for a worker. */
    record Way(Lanes.Way lanes, String region, Shares shares, Codec codec, long receiverPid) implements Connector {
        private static final long serialVersionUID = 1L;

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            var shared = Region.open(region);
            try {
                var purse = new Credits(shared.segment()).purse(worker, shares.of(worker), receiverPid);
                return new StreamOutbox(worker, lanes.connect(worker), shared, purse, codec);
            } catch (RuntimeException e) {
                shared.close();
                throw e;
            }
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

    @Override
    public Received next(Deadline deadline) {
        while (true) {
            if (!reader.isUnderWay()) {
                sender = lanes.awaitAny(deadline);
                if (sender < 0) {
                    return null;
                }
                readFrom = System.nanoTime();
            }
            var frame = reader.next(streams[sender], deadline);
            if (frame != null) {
                return take(frame);
            }
            if (!reader.sawTheEnd()) {
                return null;
            }
            if (reader.isUnderWay()) {
                breakOff();
            }
        }
    }

    private Received take(Frame frame) {
        if (frame.worker() != sender) {
            throw new CorruptMessageException("a message of worker " + frame.worker() + " came from worker " + sender);
        }
        credits.giveBack(sender);
        var body = new Loan(reader.body(frame));
        return new Arrived(sender, frame.sequence(), readFrom, body, codec, () -> {});
    }

    private void breakOff() {
        var how = "worker " + sender + " is gone, " + reader.progress();
        reader.drop();
        if (!dead.get(sender)) {
            throw new BrokenOffException(sender, how);
        }
    }

    /** The end of its stream says the rest. */
    @Override
    public void reclaim(int worker) {
        dead.set(worker);
    }

    @Override
    public void close() {
        credits.leave(shares.workers());
        lanes.close();
        region.close();
        reader.free();
    }
}
