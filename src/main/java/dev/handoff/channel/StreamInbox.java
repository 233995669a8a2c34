package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.memory.Region;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Connector;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Received;
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
            int worker = lanes.awaitAny(deadline);
            if (worker < 0) {
                return null;
            }
            long readFrom = System.nanoTime();
            var frame = reader.header("worker " + worker, streams[worker], deadline);
            if (frame != null) {
                return take(worker, frame, readFrom, deadline);
            }
        }
    }

    private Received take(int worker, Frame frame, long readFrom, Deadline deadline) {
        if (frame.worker() != worker) {
            throw new CorruptMessageException("a message of worker " + frame.worker() + " came from worker " + worker);
        }
        var body = reader.body(frame, streams[worker], deadline);
        credits.giveBack(worker);
        return new Arrived(worker, frame.sequence(), readFrom, new Loan(body), codec, () -> {});
    }

    @Override
    public void close() {
        credits.leave(shares.workers());
        lanes.close();
        region.close();
        reader.free();
    }
}
