package dev.handoff.channel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the channels promise that connect processes. */
@Timeout(60)
class SharedChannelTest {
    private static final int MESSAGES = 3_000;
    private static final int BYTES = 1_500;

    static List<Channel> channels() {
        return List.of(
                new PipeQueue(0),
                new Pipes(4096),
                Sockets.unix(),
                Sockets.tcp(),
                new Ring(0),
                new Ring(4096),
                NamedFiles.onDisk(),
                NamedFiles.onDisk().inMemory().mapped(),
                new SharedSlots());
    }

    private static Terms terms(int workers, int capacity, long bytes) {
        return new Terms(workers, capacity, new RawCodec(), bytes);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void everyMessageOfTwoProcessesArrivesOnceAndInOrder(Channel channel) throws IOException, InterruptedException {
        try (var inbox = channel.open(terms(2, 5, BYTES));
                var one = OtherJvm.start(Sending.class, text(inbox.connector()), 0);
                var two = OtherJvm.start(Sending.class, text(inbox.connector()), 1)) {
            var due = new long[2];
            for (int i = 0; i < 2 * MESSAGES; i++) {
                try (var received = inbox.next(Crew.limit())) {
                    assertThat(received.sequence()).isEqualTo(due[received.worker()]);
                    Parcel.check(received.payload(), received.worker(), received.sequence(), BYTES);
                    due[received.worker()]++;
                }
            }
            one.join();
            two.join();
            assertThat(due).containsExactly(MESSAGES, MESSAGES);
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
    }

    /** A worker in a process of its own: connects, sends, closes. */
    static final class Sending {
        public static void main(String[] arguments) throws IOException, ClassNotFoundException {
            int worker = Integer.parseInt(arguments[1]);
            try (var outbox = connector(arguments[0]).connect(worker, Throwable::printStackTrace)) {
                for (int i = 0; i < MESSAGES; i++) {
                    Parcel.send(outbox, worker, i, BYTES);
                }
            }
        }
    }

    static Connector connector(String text) throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(text));
        try (var in = new ObjectInputStream(bytes)) {
            return (Connector) in.readObject();
        }
    }

    static String text(Connector connector) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(connector);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Its parent is a program that never asks what became of it, so the system still lists it. */
    @Test
    void aReceiverThatWasKilledIsGoneEvenIfItsParentTookNoNotice() throws IOException, ClassNotFoundException {
        var starter = List.of("bash", "-c", "\"$@\" & exec sleep 600", "bash");
        try (var other = OtherJvm.startBehind(starter, Receiving.class);
                var outbox = connector(other.line()).connect(0, e -> {})) {
            long pid = Long.parseLong(other.line());
            Parcel.send(outbox, 0, 0, 100);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            assertThatThrownBy(() -> Parcel.send(outbox, 0, 1, 100))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("the receiver is gone; message 1 waited for space");
            assertThat(Path.of("/proc/" + pid)).exists();
        }
    }

    /** Has room for one message, and takes none. */
    static final class Receiving {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (var inbox = new SharedSlots().open(terms(1, 1, 100))) {
                System.out.println(text(inbox.connector()));
                System.out.println(ProcessHandle.current().pid());
                new CountDownLatch(1).await();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aViewOfAMessageEndsWithTheMessageAndIsForTheReceivingThread(Channel channel) {
        try (var inbox = channel.open(terms(1, 1, 100))) {
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, 100);
            }
            var received = inbox.next(Crew.limit());
            var view = ((Tensor) received.payload()).data();
            try (var crew = new Crew()) {
                crew.start(() ->
                        assertThatThrownBy(() -> view.get(JAVA_BYTE, 0)).isInstanceOf(WrongThreadException.class));
                crew.join();
            }
            received.close();
            assertThatThrownBy(() -> view.get(JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(received::payload).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void nothingIsLeftWhenBothEndsAreClosed(Channel channel) throws IOException {
        use(channel); // what is loaded by the first use stays
        long descriptors = descriptors();
        var threads = handoffThreads();
        for (int i = 0; i < 5; i++) {
            use(channel);
        }
        // other threads of this JVM may open a file of their own meanwhile, but not for each of five uses
        assertThat(descriptors() - descriptors).isLessThan(5);
        assertThat(handoffThreads()).isEqualTo(threads);
        assertThat(Files.readString(Path.of("/proc/self/maps")))
                .doesNotContain(
                        "memfd:handoff-queue",
                        "memfd:handoff-credits",
                        "memfd:handoff-files",
                        "memfd:handoff-ring",
                        "memfd:handoff-slots");
    }

    private static void use(Channel channel) {
        try (var inbox = channel.open(terms(1, 2, 100))) {
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, 100);
            }
            inbox.next(Crew.limit()).close();
        }
    }

    private static long descriptors() throws IOException {
        try (var listed = Files.list(Path.of("/proc/self/fd"))) {
            return listed.count();
        }
    }

    private static List<String> handoffThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("handoff-feeder"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aMessageClosedByMistakeTwiceHarmsNoOther(Channel channel) {
        try (var inbox = channel.open(terms(1, 1, 100));
                var outbox = inbox.connector().connect(0, e -> {})) {
            Parcel.send(outbox, 0, 0, 100);
            var first = inbox.next(Crew.limit());
            first.close();
            Parcel.send(outbox, 0, 1, 100);
            try (var second = inbox.next(Crew.limit())) {
                first.close();
                Parcel.check(second.payload(), 0, 1, 100);
                assertThat(second.sequence()).isEqualTo(1);
            }
            Parcel.send(outbox, 0, 2, 100); // there is space for one again, and not for more
            try (var third = inbox.next(Crew.limit())) {
                assertThat(third.sequence()).isEqualTo(2);
            }
        }
    }
}
