package dev.handoff.bench.peers;

import dev.handoff.Codecs;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Ours: the library's own path, from the draft to the closed message, as the engine takes it but without a ledger.
 *
 * @param channel the way
 * @param terms what it is told of the messages
 */
record OwnPeer(Channel channel, Terms terms) implements Peer {
    /** Enough that a ring is full of small messages before the credits are spent. */
    private static final int CAPACITY = 8192;

    private static final String CONNECTOR = "connector";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    static OwnPeer over(Channel channel, long payloadBytes) {
        return new OwnPeer(channel, new Terms(1, CAPACITY, Codecs.raw(), payloadBytes));
    }

    @Override
    public String title() {
        return "Handoff " + channel.name();
    }

    @Override
    public Receiver receiver(Path directory) throws Exception {
        var inbox = channel.open(terms);
        try (var file = new ObjectOutputStream(Files.newOutputStream(directory.resolve(CONNECTOR)))) {
            file.writeObject(inbox.connector());
        }
        return new Receiving(inbox);
    }

    @Override
    public Sender sender(Path directory) throws Exception {
        try (var file = new ObjectInputStream(Files.newInputStream(directory.resolve(CONNECTOR)))) {
            var connector = (Connector) file.readObject();
            return new Sending(connector.connect(0, failure -> {}));
        }
    }

    private static final class Sending implements Sender {
        private static final List<Long> SHAPE = List.of(Pair.BYTES);

        private final Outbox outbox;
        /** How much of the memory of drafts was touched: it is the same again and again. */
        private long touched;

        Sending(Outbox outbox) {
            this.outbox = outbox;
        }

        @Override
        public void send(long number) {
            try (var draft = outbox.draft(number, Stopwatch.NONE)) {
                MemorySegment block = draft.memory().allocate(Pair.BYTES, Long.BYTES);
                block.set(ValueLayout.JAVA_LONG, 0, number);
                draft.send(new Tensor(ElementType.BYTE, SHAPE, block));
            }
        }

        @Override
        public void sendLarge(long bytes) {
            try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                MemorySegment block = draft.memory().allocate(bytes, Long.BYTES);
                if (bytes > touched) {
                    block.fill((byte) 1);
                    touched = bytes;
                }
                block.set(ValueLayout.JAVA_BYTE, bytes - 1, (byte) 1);
                draft.send(new Tensor(ElementType.BYTE, List.of(bytes), block));
            }
        }

        @Override
        public void close() {
            outbox.close();
        }
    }

    private record Receiving(Inbox inbox) implements Receiver {
        @Override
        public void receive(long first, long messages) {
            var deadline = Deadline.in(LIMIT);
            for (long number = first; number < first + messages; number++) {
                try (var message = inbox.next(deadline)) {
                    var block = ((Tensor) message.payload()).data();
                    if (block.byteSize() != Pair.BYTES
                            || message.sequence() != number
                            || block.get(ValueLayout.JAVA_LONG_UNALIGNED, 0) != number) {
                        throw Peer.wrong(message.sequence(), block.byteSize(), number);
                    }
                }
            }
        }

        @Override
        public void receiveLarge(long bytes) {
            try (var message = inbox.next(Deadline.in(LIMIT))) {
                var block = ((Tensor) message.payload()).data();
                if (block.byteSize() != bytes || block.get(ValueLayout.JAVA_BYTE, bytes - 1) != 1) {
                    throw Peer.wrong(0, block.byteSize(), 0);
                }
            }
        }

        @Override
        public void close() {
            inbox.close();
        }
    }
}
