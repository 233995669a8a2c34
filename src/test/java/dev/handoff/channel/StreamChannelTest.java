package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Copies;
import dev.handoff.memory.Region;
import dev.handoff.spi.BrokenOffException;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the channels promise that are a stream of bytes for each worker. */
@Timeout(60)
class StreamChannelTest {
    private static final MemorySegment NOTHING = MemorySegment.NULL;

    static List<Channel> channels() {
        return List.of(new Pipes(0), Sockets.unix(), Sockets.tcp(), new Ring(4096));
    }

    private static Inbox open(Channel channel, int workers, int capacity, long bytes) {
        return channel.open(new Terms(workers, capacity, new RawCodec(), bytes));
    }

    private static StreamInbox.Way way(Inbox inbox) {
        return (StreamInbox.Way) inbox.connector();
    }

    private static Lane lane(Inbox inbox, int worker) {
        return way(inbox).lanes().connect(worker);
    }

    private static MemorySegment frame(Arena arena, int worker, long sequence, long bytes) {
        var header = arena.allocate(Frame.HEADER, 8);
        new Frame(worker, sequence, bytes, 0).write(header);
        return header;
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aSenderThatIsKilledInTheMiddleOfAMessageIsNamed(Channel channel) throws IOException {
        try (var inbox = open(channel, 2, 2, 8);
                var other = OtherJvm.start(Half.class, SharedChannelTest.text(inbox.connector()), 1)) {
            assertThat(other.line()).isEqualTo("half of it is sent");
            assertThat(inbox.next(Deadline.in(Duration.ofMillis(1))))
                    .as("not whole in time")
                    .isNull();
            other.kill();
            var broken = catchThrowableOfType(BrokenOffException.class, () -> inbox.next(Crew.limit()));
            assertThat(broken).hasMessage("worker 1 is gone, 500 of 1000 bytes into message 7");
            assertThat(broken.worker()).isEqualTo(1);
            theOtherGoesOn(inbox);
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatADeadSenderLeftInTheMiddleIsDropped(Channel channel) throws IOException {
        try (var inbox = open(channel, 2, 2, 8);
                var other = OtherJvm.start(Half.class, SharedChannelTest.text(inbox.connector()), 1)) {
            assertThat(other.line()).isEqualTo("half of it is sent");
            other.kill();
            inbox.reclaim(1);
            theOtherGoesOn(inbox);
        }
    }

    private static void theOtherGoesOn(Inbox inbox) {
        try (var goesOn = inbox.connector().connect(0, e -> {})) {
            Parcel.send(goesOn, 0, 0, 8);
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 0, 8);
            }
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
    }

    /** Sends the first half of a message, and waits to be killed. */
    static final class Half {
        public static void main(String[] arguments) throws IOException, ClassNotFoundException {
            int worker = Integer.parseInt(arguments[1]);
            var way = (StreamInbox.Way) SharedChannelTest.connector(arguments[0]);
            try (var arena = Arena.ofConfined();
                    var lane = way.lanes().connect(worker)) {
                lane.write(frame(arena, worker, 7, 1000), Frame.HEADER, arena.allocate(500));
                System.out.println("half of it is sent");
                while (System.in.read() >= 0) {}
            }
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aMessageThatIsNotThereWholeInTimeIsGoneOnWithLater(Channel channel) {
        var soon = Duration.ofMillis(1);
        try (var inbox = open(channel, 2, 2, 8);
                var lane = lane(inbox, 0);
                var arena = Arena.ofShared()) {
            var message = arena.allocate(Frame.HEADER + 8, 8);
            new Frame(0, 3, 8, 0).write(message);
            long began = System.nanoTime();
            for (long from : new long[] {0, 5, Frame.HEADER, Frame.HEADER + 4}) {
                long until = from == 0 ? 5 : from == 5 ? Frame.HEADER : from + 4;
                assertThat(inbox.next(Deadline.in(soon))).as("%s bytes", from).isNull();
                lane.write(message.asSlice(from), until - from, NOTHING);
            }
            long last = System.nanoTime();
            try (var received = inbox.next(Crew.limit())) {
                assertThat(received.sequence()).isEqualTo(3);
                if (!(channel instanceof Ring)) { // which had something at the first look
                    assertThat(received.readFromNs())
                            .as("when the first bytes were read")
                            .isBetween(began, last);
                }
            }
        }
    }

    /** What was read of a worker's at once comes before what another one has sent, and little more than that. */
    @ParameterizedTest
    @MethodSource("channels")
    @Timeout(60)
    void noWorkerIsForgottenWhileAnotherHasMore(Channel channel) {
        int messages = 200;
        int atOnce = 8 * 1024 / (32 + 16 + 64);
        var roomy = channel instanceof Ring ? new Ring(0) : channel; // all are sent before one is received
        try (var inbox = open(roomy, 2, 2 * messages, 64);
                var one = inbox.connector().connect(0, e -> {});
                var two = inbox.connector().connect(1, e -> {})) {
            for (int sequence = 0; sequence < messages; sequence++) {
                Parcel.send(one, 0, sequence, 64);
                Parcel.send(two, 1, sequence, 64);
            }
            var received = new int[2];
            for (int i = 0; i < 2 * messages; i++) {
                try (var message = inbox.next(Crew.limit())) {
                    Parcel.check(message.payload(), message.worker(), received[message.worker()]++, 64);
                }
                assertThat(Math.abs(received[0] - received[1])).isLessThan(2 * atOnce);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aSenderThatClosesInTheMiddleOfAHeaderIsNamed(Channel channel) {
        try (var inbox = open(channel, 1, 1, 8);
                var arena = Arena.ofShared()) {
            var lane = lane(inbox, 0);
            lane.write(arena.allocate(6), 6, NOTHING);
            lane.close();
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .isInstanceOf(BrokenOffException.class)
                    .hasMessage("worker 0 is gone, 6 of 32 bytes into the header of a message");
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aWorkerThatHasFinishedDoesNotDisturbTheOthers(Channel channel) {
        try (var inbox = open(channel, 2, 2, 8);
                var stays = inbox.connector().connect(1, e -> {})) {
            inbox.connector().connect(0, e -> {}).close();
            try (var goes = inbox.next(Deadline.in(Duration.ofMillis(1)))) {
                assertThat(goes).isNull();
            }
            Parcel.send(stays, 1, 0, 8);
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 1, 0, 8);
            }
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void bytesThatAreNoFrameOrThatOfAnotherWorkerAreRefused(Channel channel) {
        try (var inbox = open(channel, 2, 2, 8);
                var one = lane(inbox, 0);
                var two = lane(inbox, 1);
                var arena = Arena.ofShared()) {
            one.write(arena.allocate(Frame.HEADER, 8), Frame.HEADER, NOTHING);
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("no frame header: magic 00000000, Frame[worker=0, sequence=0, bytes=0, permit=0];"
                            + " there are 2 workers and 1 permits");
            two.write(frame(arena, 0, 0, 0), Frame.HEADER, NOTHING);
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("a message of worker 0 came from worker 1");
        }
    }

    private static String failureOfSending(Outbox outbox, int sequence, int bytes) {
        return failureOf(() -> Parcel.send(outbox, 0, sequence, bytes));
    }

    private static String failureOf(Runnable send) {
        try {
            send.run();
            return "sent";
        } catch (HandoffException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aSenderThatWaitsForSpaceIsToldThatTheReceiverHasClosed(Channel channel) {
        var inbox = open(channel, 1, 1, 8);
        try (var outbox = inbox.connector().connect(0, e -> {});
                var crew = new Crew()) {
            Parcel.send(outbox, 0, 0, 8);
            var waits = crew.call(() -> failureOfSending(outbox, 1, 8));
            inbox.close();
            assertThat(Crew.result(waits)).isEqualTo("the receiver is gone; message 1 waited for space");
        }
    }

    private static Lanes lanes(Channel channel) {
        return switch (channel) {
            case Sockets sockets -> new SocketLanes(sockets.family(), 1);
            case Ring ring -> {
                var layout = new RingLayout(1, ring.bytes());
                yield new RingLanes(Region.create("ring", layout.total()), layout);
            }
            default -> PipeLanes.open(1, 0);
        };
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aSenderInTheMiddleOfAMessageIsToldThatTheReceiverHasClosed(Channel channel) {
        int bytes = 20_000_000; // more than any of them holds
        var lanes = lanes(channel);
        try (var lane = lanes.way().connect(0);
                var arena = Arena.ofShared();
                var crew = new Crew()) {
            var writes = crew.call(() -> failureOf(() -> lane.write(arena.allocate(bytes), bytes, NOTHING)));
            assertThat(lanes.awaitAny(Crew.limit())).isZero(); // so it has begun
            lanes.close();
            assertThat(Crew.result(writes)).matches("the receiver is gone, [1-9]\\d* bytes into a message");
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aSenderIsToldThatTheReceiverWasKilled(Channel channel) throws Exception {
        int bytes = 20_000_000;
        try (var other = OtherJvm.start(Deaf.class, channels().indexOf(channel));
                var waiting = SharedChannelTest.connector(other.line()).connect(0, e -> {});
                var writing = SharedChannelTest.connector(other.line()).connect(0, e -> {});
                var crew = new Crew()) {
            Parcel.send(waiting, 0, 0, 8);
            var waits = crew.call(() -> failureOfSending(waiting, 1, 8));
            var writes = crew.call(() -> failureOfSending(writing, 0, bytes));
            other.kill();
            assertThat(Crew.result(waits)).isEqualTo("the receiver is gone; message 1 waited for space");
            assertThat(Crew.result(writes)).matches("the receiver is gone, \\d+ bytes into a message");
        }
    }

    /** Opens two channels, and receives nothing. */
    static final class Deaf {
        public static void main(String[] arguments) throws IOException {
            var channel = channels().get(Integer.parseInt(arguments[0]));
            try (var one = open(channel, 1, 1, 8);
                    var two = open(channel, 1, 1, 8)) {
                System.out.println(SharedChannelTest.text(one.connector()));
                System.out.println(SharedChannelTest.text(two.connector()));
                while (System.in.read() >= 0) {}
            }
        }
    }

    /** The codec's header is written beside the frame's; a ring copies everything in, and out again. */
    @ParameterizedTest
    @MethodSource("channels")
    void aFlatPayloadIsCopiedInUserSpaceOnlyByARing(Channel channel) {
        long bytes = 2_000;
        long codecHeader = 16;
        long expected = channel instanceof Ring ? 2 * (Frame.HEADER + codecHeader + bytes) : 0;
        try (var inbox = open(channel, 1, 1, bytes);
                var outbox = inbox.connector().connect(0, e -> {})) {
            long before = Copies.bytes();
            Parcel.send(outbox, 0, 0, bytes);
            inbox.next(Crew.limit()).close();
            assertThat(Copies.bytes() - before).isEqualTo(expected);
        }
    }

    /** Small ones are read several at once, and one that has others behind it may be too large for that. */
    @ParameterizedTest
    @MethodSource("channels")
    void messagesOfAllSizesMixBeginWhereAnyTypeMay(Channel channel) {
        long[] sizes = {1, 7, 64, 64, 3, 8_000, 8_100, 2, 30_000, 5, 5, 8_192, 0, 13};
        try (var inbox = open(channel, 1, sizes.length, 8);
                var outbox = inbox.connector().connect(0, e -> {});
                var crew = new Crew()) {
            crew.start(() -> {
                for (int i = 0; i < sizes.length; i++) {
                    Parcel.send(outbox, 0, i, sizes[i]);
                }
            });
            for (int i = 0; i < sizes.length; i++) {
                try (var message = inbox.next(Crew.limit())) {
                    var payload = (Tensor) message.payload();
                    Parcel.check(payload, 0, i, sizes[i]);
                    assertThat(payload.data().address() % 8).isZero();
                }
            }
        }
    }

    /** The memory that large ones are read into is one for all workers, and of several a part may have been read. */
    @ParameterizedTest
    @MethodSource("channels")
    void messagesOfAllSizesOfSeveralWorkersDoNotMix(Channel channel) {
        int workers = 3;
        int messages = 300;
        long[] sizes = {64, 30_000, 8_100, 64, 64, 20_000, 3, 9_000, 8_192, 64, 40_000};
        try (var inbox = open(channel, workers, 4 * workers, 8);
                var crew = new Crew()) {
            for (int worker = 0; worker < workers; worker++) {
                int sender = worker;
                crew.start(() -> {
                    try (var outbox = inbox.connector().connect(sender, e -> {})) {
                        for (int i = 0; i < messages; i++) {
                            Parcel.send(outbox, sender, i, sizes[(i + sender) % sizes.length]);
                        }
                    }
                });
            }
            var received = new int[workers];
            for (int i = 0; i < workers * messages; i++) {
                try (var message = inbox.next(Crew.limit())) {
                    int sequence = received[message.worker()]++;
                    long size = sizes[(sequence + message.worker()) % sizes.length];
                    Parcel.check(message.payload(), message.worker(), sequence, size);
                }
            }
            crew.join();
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void theCapacityIsSplitAndNoWorkerTakesTheShareOfAnother(Channel channel) {
        try (var inbox = open(channel, 2, 3, 8);
                var one = inbox.connector().connect(0, e -> {});
                var two = inbox.connector().connect(1, e -> {});
                var crew = new Crew()) {
            assertThat(inbox.capacity()).isEqualTo(3);
            Parcel.send(one, 0, 0, 8);
            Parcel.send(one, 0, 1, 8);
            Parcel.send(two, 1, 0, 8);
            crew.start(() -> {
                Thread.currentThread().interrupt(); // it would wait
                assertThat(failureOfSending(one, 2, 8)).isEqualTo("interrupted while message 2 waited for space");
            });
            crew.join();
            for (int i = 0; i < 3; i++) {
                inbox.next(Crew.limit()).close();
            }
        }
        try (var inbox = open(channel, 5, 3, 8)) {
            assertThat(inbox.capacity()).isEqualTo(5);
        }
    }
}
