package dev.handoff.bench.peers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's ring for one writer and one reader, in a mapped file; who has nothing to do spins. */
record AgronaPeer(boolean makesObjects) implements Peer {
    private static final int TYPE = 1;
    private static final int BYTES = 1 << 20;

    @Override
    public String title() {
        return makesObjects ? "Agrona OneToOneRingBuffer, an object made of each" : "Agrona OneToOneRingBuffer";
    }

    @Override
    public List<String> flags() {
        return List.of("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "-Dagrona.disable.bounds.checks=true");
    }

    private static OneToOneRingBuffer ring(Path directory) throws IOException {
        try (var file = FileChannel.open(
                directory.resolve("ring"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            var mapped = file.map(MapMode.READ_WRITE, 0, BYTES + RingBufferDescriptor.TRAILER_LENGTH);
            return new OneToOneRingBuffer(new UnsafeBuffer(mapped));
        }
    }

    @Override
    public Receiver receiver(Path directory) throws IOException {
        return new Receiving(ring(directory), new HandedOver(makesObjects));
    }

    @Override
    public Sender sender(Path directory) throws IOException {
        return new Sending(ring(directory));
    }

    private static final class Sending implements Sender {
        private final OneToOneRingBuffer ring;
        private final UnsafeBuffer message = new UnsafeBuffer(BufferUtil.allocateDirectAligned((int) Pair.BYTES, 64));

        Sending(OneToOneRingBuffer ring) {
            this.ring = ring;
        }

        @Override
        public void send(long number) {
            message.putLong(0, number);
            while (!ring.write(TYPE, message, 0, (int) Pair.BYTES)) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void sendLarge(long bytes) {
            ring.write(TYPE, new UnsafeBuffer(new byte[0]), 0, Math.toIntExact(bytes));
        }

        @Override
        public void close() {}
    }

    private static final class Receiving implements Receiver {
        private final OneToOneRingBuffer ring;
        private final HandedOver messages;

        Receiving(OneToOneRingBuffer ring, HandedOver messages) {
            this.ring = ring;
            this.messages = messages;
        }

        @Override
        public void receive(long first, long count) {
            messages.expect(first);
            MessageHandler handler = (_, buffer, index, length) -> messages.take(buffer, index, length);
            while (messages.due() < first + count) {
                if (ring.read(handler) == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void receiveLarge(long bytes) {
            throw new UnsupportedOperationException("nothing larger than " + ring.maxMsgLength() + " bytes comes");
        }

        @Override
        public void close() {}
    }
}
