package dev.handoff.bench.peers;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Aeron over IPC, after its sample {@code EmbeddedIpcThroughput}: a driver with shared threading, here in the receiving
 * process, an exclusive publication, and polls of up to 256 fragments; who has nothing to do spins.
 */
record AeronPeer(boolean makesObjects) implements Peer {
    private static final int STREAM = 1001;
    private static final int FRAGMENTS = 256;

    @Override
    public String title() {
        return makesObjects ? "Aeron IPC, an object made of each" : "Aeron IPC";
    }

    @Override
    public List<String> flags() {
        return List.of(
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
                "-Dagrona.disable.bounds.checks=true",
                "-Daeron.term.buffer.sparse.file=false",
                "-Daeron.pre.touch.mapped.memory=true");
    }

    private static String driver(Path directory) {
        return directory.resolve("driver").toString();
    }

    @Override
    public Receiver receiver(Path directory) {
        var driver = MediaDriver.launchEmbedded(
                new MediaDriver.Context().aeronDirectoryName(driver(directory)).threadingMode(ThreadingMode.SHARED));
        var aeron = connect(directory);
        return new Receiving(
                driver, aeron, aeron.addSubscription(CommonContext.IPC_CHANNEL, STREAM), new HandedOver(makesObjects));
    }

    @Override
    public Sender sender(Path directory) {
        var aeron = connect(directory);
        return new Sending(aeron, aeron.addExclusivePublication(CommonContext.IPC_CHANNEL, STREAM));
    }

    private static Aeron connect(Path directory) {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(driver(directory)));
    }

    private static final class Sending implements Sender {
        private final Aeron aeron;
        private final Publication publication;
        private final UnsafeBuffer message = new UnsafeBuffer(BufferUtil.allocateDirectAligned((int) Pair.BYTES, 64));

        Sending(Aeron aeron, Publication publication) {
            this.aeron = aeron;
            this.publication = publication;
        }

        @Override
        public void send(long number) {
            message.putLong(0, number);
            while (publication.offer(message, 0, (int) Pair.BYTES) < 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void sendLarge(long bytes) {
            publication.offer(new UnsafeBuffer(new byte[0]), 0, Math.toIntExact(bytes));
        }

        @Override
        public void close() {
            aeron.close();
        }
    }

    private static final class Receiving implements Receiver {
        private final MediaDriver driver;
        private final Aeron aeron;
        private final Subscription subscription;
        private final HandedOver messages;

        Receiving(MediaDriver driver, Aeron aeron, Subscription subscription, HandedOver messages) {
            this.driver = driver;
            this.aeron = aeron;
            this.subscription = subscription;
            this.messages = messages;
        }

        @Override
        public void receive(long first, long count) {
            messages.expect(first);
            FragmentHandler handler =
                    new FragmentAssembler((buffer, index, length, _) -> messages.take(buffer, index, length));
            while (messages.due() < first + count) {
                if (subscription.poll(handler, FRAGMENTS) == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void receiveLarge(long bytes) {
            throw new UnsupportedOperationException("a message of " + bytes + " bytes cannot be offered");
        }

        @Override
        public void close() {
            aeron.close();
            driver.close();
        }
    }
}
