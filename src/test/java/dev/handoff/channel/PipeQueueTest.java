package dev.handoff.channel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.SharedLock;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ReceiverGoneException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.UnsentException;
import dev.handoff.support.Crew;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipeQueueTest {
    private static final int MAGIC = 0x51444e48;

    private static Inbox open(int capacity) {
        return new PipeQueue(0).open(new Terms(1, capacity, new RawCodec(), 8));
    }

    private static PipeQueue.Way way(Inbox inbox) {
        return (PipeQueue.Way) inbox.connector();
    }

    private static void send(Outbox outbox, long sequence, Object value) {
        try (var draft = outbox.draft(sequence, Stopwatch.NONE)) {
            draft.send(value);
        }
    }

    @Test
    void whatTheFeederCannotEncodeIsToldAtOnceAndThrownByTheNextSendAndByClose() throws Exception {
        try (var inbox = open(4)) {
            var told = new CompletableFuture<Throwable>();
            var outbox = inbox.connector().connect(0, told::complete);
            send(outbox, 0, "text");
            var failure = told.get();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            UnsentException.class,
                            unsent -> assertThat(unsent.sequence()).isZero());
            assertThat(failure.getCause())
                    .isInstanceOf(EncodingException.class)
                    .hasMessage("the raw codec carries a Tensor or an Integer, not a java.lang.String;"
                            + " use the java codec");
            assertThatThrownBy(() -> {
                        try (outbox) {
                            send(outbox, 1, 1);
                        }
                    })
                    .as("the close that follows does not hide it")
                    .isInstanceOf(UnsentException.class)
                    .hasMessage(failure.getMessage())
                    .cause()
                    .isSameAs(failure.getCause());
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
    }

    /** What a codec of another library may do. */
    private record Broken(CountDownLatch may) implements Codec {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public void encode(Object value, Sink to) {
            try {
                may.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw new ArithmeticException("off by one");
        }

        @Override
        public Object decode(Source from) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aSenderThatWaitsForSpaceIsToldWhenTheFeederFails() {
        var may = new CountDownLatch(1);
        try (var inbox = new PipeQueue(0).open(new Terms(1, 1, new Broken(may), 8));
                var region = Region.open(way(inbox).region());
                var crew = new Crew()) {
            var outbox = inbox.connector().connect(0, e -> {});
            send(outbox, 0, 1); // takes the one permit, and its encoding waits
            crew.start(() -> assertThatThrownBy(() -> send(outbox, 1, 1))
                    .isInstanceOf(UnsentException.class)
                    .hasMessage("message 0 could not be sent: java.lang.ArithmeticException: off by one"));
            Crew.until("the sender sleeps", () -> region.segment().get(JAVA_INT, PipeQueue.PERMITS + 4) == 1);
            may.countDown();
            crew.join();
            assertThatThrownBy(outbox::close).isInstanceOf(HandoffException.class);
        }
    }

    @Test
    void aFeederIsToldThatTheReceiverIsGone() throws Exception {
        var told = new CompletableFuture<Throwable>();
        var inbox = open(4);
        var outbox = inbox.connector().connect(0, told::complete);
        inbox.close();
        send(outbox, 0, 1);
        assertThat(told.get().getCause())
                .isInstanceOf(HandoffException.class)
                .hasMessage("the receiver is gone, 0 bytes into a message");
        assertThatThrownBy(outbox::close)
                .isInstanceOf(UnsentException.class)
                .hasMessage(told.get().getMessage());
    }

    @Test
    void theFeederIsAThreadThatTheSystemKnows() {
        try (var inbox = open(1);
                var outbox = inbox.connector().connect(0, e -> {})) {
            assertThat(Path.of("/proc/self/task/" + outbox.feederThreadId())).exists();
        }
    }

    @Test
    void everyPhaseOfASenderIsChargedOnceAndInOrder() {
        var charges = new ArrayList<String>();
        var watch = new Stopwatch() {
            @Override
            public void charge(Phase left) {
                charges.add(left.label());
            }

            @Override
            public void published() {
                charges.add("published");
            }
        };
        try (var inbox = open(1)) {
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, 8, watch);
            }
            assertThat(charges)
                    .containsExactly("wait for space", "buffered", "encode", "wait for turn", "write", "published");
        }
    }

    @Test
    void aWriteLockThatAnotherHoldsIsWaitedFor() {
        try (var inbox = new PipeQueue(0).open(new Terms(2, 1, new RawCodec(), 8));
                var region = Region.open(way(inbox).region())) {
            var lock = new SharedLock(region.segment(), PipeQueue.LOCK);
            assertThat(lock.lock(1, Crew.limit())).isTrue();
            record Charge(Phase left, long atNs) {}
            var charges = new ArrayList<Charge>();
            var encoded = new CountDownLatch(1);
            long freedNs;
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, 8, phase -> {
                    charges.add(new Charge(phase, System.nanoTime()));
                    if (phase == Phase.ENCODE) {
                        encoded.countDown();
                    }
                });
                encoded.await();
                assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
                freedNs = System.nanoTime();
                lock.unlock(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            var turn = charges.stream()
                    .filter(charge -> charge.left() == Phase.WAIT_FOR_TURN)
                    .toList();
            assertThat(turn).hasSize(1);
            assertThat(turn.getFirst().atNs()).isGreaterThanOrEqualTo(freedNs);
            assertThat(lock.owner()).isEqualTo(-1);
            inbox.next(Crew.limit()).close();
        }
    }

    /** Whoever holds it is dead, and only a receiver takes it from the dead. */
    @Test
    void nobodyWaitsForALockThatNobodyWillFree() {
        Outbox outbox;
        try (var inbox = new PipeQueue(0).open(new Terms(2, 1, new RawCodec(), 8));
                var region = Region.open(way(inbox).region())) {
            assertThat(new SharedLock(region.segment(), PipeQueue.LOCK).lock(1, Crew.limit()))
                    .isTrue();
            outbox = inbox.connector().connect(0, e -> {});
            Parcel.send(outbox, 0, 0, 8);
        }
        assertThatThrownBy(outbox::close).rootCause().isInstanceOf(ReceiverGoneException.class);
    }

    @Test
    void anInterruptedSenderStillClosesOnlyWhenEverythingIsInThePipe() throws Exception {
        int bytes = 500_000; // more than the pipe holds: the feeder is in the middle of it
        try (var inbox = new PipeQueue(0).open(new Terms(1, 1, new RawCodec(), bytes));
                var crew = new Crew()) {
            var begun = new CountDownLatch(1);
            crew.start(() -> {
                try (var outbox = inbox.connector().connect(0, e -> {})) {
                    Parcel.send(outbox, 0, 0, bytes);
                    Thread.currentThread().interrupt();
                    begun.countDown();
                }
                assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
            });
            begun.await();
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 0, bytes);
            }
            crew.join();
        }
    }

    @Test
    void whatIsNoFrameIsRefusedWithWhatItSays() {
        refused(0, 7, 0, 0, 0, 0, "magic 00000007, Frame[worker=0, sequence=0, bytes=0, permit=0]");
        refused(1, MAGIC, 1, 0, 0, 0, "magic 51444e48, Frame[worker=1, sequence=0, bytes=0, permit=0]");
        refused(2, MAGIC, -1, 0, 0, 0, "magic 51444e48, Frame[worker=-1, sequence=0, bytes=0, permit=0]");
        refused(3, MAGIC, 0, -5, 0, 0, "magic 51444e48, Frame[worker=0, sequence=-5, bytes=0, permit=0]");
        refused(4, MAGIC, 0, 0, -1, 0, "magic 51444e48, Frame[worker=0, sequence=0, bytes=-1, permit=0]");
        refused(5, MAGIC, 0, 0, 0, 3, "magic 51444e48, Frame[worker=0, sequence=0, bytes=0, permit=3]");
        refused(6, MAGIC, 0, 0, 0, -1, "magic 51444e48, Frame[worker=0, sequence=0, bytes=0, permit=-1]");
    }

    private static void refused(
            int number, int magic, int worker, long sequence, long bytes, int permit, String message) {
        try (var inbox = open(3);
                var arena = Arena.ofConfined()) {
            write(inbox, header(arena, magic, worker, sequence, bytes, permit));
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .as("frame %s", number)
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("no frame header: " + message + "; there are 1 workers and 3 permits");
        }
    }

    private static MemorySegment header(Arena arena, int magic, int worker, long sequence, long bytes, int permit) {
        var header = arena.allocate(32, 8);
        header.set(JAVA_INT, 0, magic);
        header.set(JAVA_INT, 4, worker);
        header.set(JAVA_LONG, 8, sequence);
        header.set(JAVA_LONG, 16, bytes);
        header.set(JAVA_INT, 24, permit);
        return header;
    }

    private static void write(Inbox inbox, MemorySegment bytes) {
        try (var pipe = Pipe.openForWriting(way(inbox).pipe())) {
            pipe.writeFully(bytes);
        }
    }

    @Test
    void aPermitThatNobodyTookIsACorruptMessage() {
        try (var inbox = open(3);
                var arena = Arena.ofConfined()) {
            write(inbox, header(arena, MAGIC, 0, 5, 0, 2));
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("message 5 of worker 0 bears a permit that was not taken: "
                            + "permit 2 of 3 is held by nobody");
        }
    }

    @Test
    void aFrameThatAnnouncesWhatDoesNotComeEndsAtTheDeadline() {
        try (var inbox = open(3);
                var arena = Arena.ofConfined()) {
            write(inbox, header(arena, MAGIC, 0, 0, 1L << 40, 0));
            assertThat(inbox.next(Deadline.in(Duration.ofMillis(1)))).isNull();
        }
    }

    @Test
    void aBodyThatIsNoObjectIsACorruptMessage() {
        try (var inbox = new PipeQueue(0).open(new Terms(1, 3, new JavaCodec(), 8));
                var region = Region.open(way(inbox).region());
                var arena = Arena.ofConfined()) {
            assertThat(new Permits(region.segment(), PipeQueue.PERMITS, 3).take(0, Crew.limit()))
                    .isZero();
            write(inbox, header(arena, MAGIC, 0, 0, 4, 0));
            write(inbox, arena.allocate(4));
            try (var received = inbox.next(Crew.limit())) {
                assertThatThrownBy(received::payload)
                        .isInstanceOf(CorruptMessageException.class)
                        .hasMessage("not an object that the java codec reads: "
                                + "java.io.StreamCorruptedException: invalid stream header: 00000000");
            }
        }
    }

    @Test
    void aPipeOfNegativeSizeIsRefused() {
        assertThatThrownBy(() -> new PipeQueue(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pipe of -1 bytes; 0 (the system's) or more");
    }

    @Test
    void aMessageLargerThanWhatIsTakenOnTrustArrivesWhole() {
        int bytes = (64 << 20) + 70_001;
        try (var inbox = new PipeQueue(1 << 20).open(new Terms(1, 1, new RawCodec(), bytes));
                var crew = new Crew()) {
            crew.start(() -> {
                try (var outbox = inbox.connector().connect(0, e -> {})) {
                    Parcel.send(outbox, 0, 0, bytes);
                }
            });
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 0, bytes);
            }
            crew.join();
        }
    }
}
