package dev.handoff.bench.peers;

import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;

/**
 * Chronicle Queue, its files in memory: an appender and a tailer, whose documents are written and read as bytes in place. It
 * holds back nobody: what was written is kept.
 */
final class ChroniclePeer implements Peer {
    @Override
    public String title() {
        return "Chronicle Queue";
    }

    @Override
    public List<String> flags() {
        return List.of(
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Dchronicle.analytics.disable=true",
                "-Dchronicle.disk.monitor.disable=true");
    }

    private static ChronicleQueue queue(Path directory) {
        return ChronicleQueue.singleBuilder(directory.resolve("queue")).build();
    }

    @Override
    public Receiver receiver(Path directory) {
        var queue = queue(directory);
        return new Receiving(queue, queue.createTailer());
    }

    @Override
    public Sender sender(Path directory) {
        var queue = queue(directory);
        return new Sending(queue, queue.createAppender());
    }

    private static final class Sending implements Sender {
        private final ChronicleQueue queue;
        private final ExcerptAppender appender;
        private final Bytes<?> message = Bytes.allocateDirect(Pair.BYTES);

        Sending(ChronicleQueue queue, ExcerptAppender appender) {
            this.queue = queue;
            this.appender = appender;
            message.zeroOut(0, Pair.BYTES);
        }

        @Override
        public void send(long number) {
            message.writeLong(0, number).readPositionRemaining(0, Pair.BYTES);
            appender.writeBytes(message);
        }

        @Override
        public void sendLarge(long bytes) {
            var large = Bytes.allocateDirect(bytes);
            try {
                large.writePosition(bytes);
                large.writeByte(bytes - 1, (byte) 1);
                appender.writeBytes(large);
            } finally {
                large.releaseLast();
            }
        }

        @Override
        public void close() {
            message.releaseLast();
            queue.close();
        }
    }

    private static final class Receiving implements Receiver {
        private final ChronicleQueue queue;
        private final ExcerptTailer tailer;

        Receiving(ChronicleQueue queue, ExcerptTailer tailer) {
            this.queue = queue;
            this.tailer = tailer;
        }

        @Override
        public void receive(long first, long messages) {
            for (long due = first; due < first + messages; ) {
                try (var document = tailer.readingDocument()) {
                    if (document.isPresent()) {
                        var bytes = document.wire().bytes();
                        long length = bytes.readRemaining();
                        long number = bytes.readLong();
                        if (number != due || length != Pair.BYTES) {
                            throw Peer.wrong(number, length, due);
                        }
                        due++;
                    } else {
                        Thread.onSpinWait();
                    }
                }
            }
        }

        @Override
        public void receiveLarge(long bytes) {
            while (true) {
                try (var document = tailer.readingDocument()) {
                    if (document.isPresent()) {
                        var content = document.wire().bytes();
                        long length = content.readRemaining();
                        if (length != bytes || content.readByte(content.readPosition() + bytes - 1) != 1) {
                            throw Peer.wrong(0, length, 0);
                        }
                        return;
                    }
                }
            }
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
