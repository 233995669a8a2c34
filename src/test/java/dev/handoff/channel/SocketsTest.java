package dev.handoff.channel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.ByteStream;
import dev.handoff.memory.Listener;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.support.Crew;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may speak to a socket. */
@Timeout(60)
class SocketsTest {
    static List<Sockets> both() {
        return List.of(Sockets.unix(), Sockets.tcp());
    }

    private static Inbox open(Sockets sockets) {
        return sockets.open(new Terms(2, 2, new RawCodec(), 8));
    }

    private static SocketLanes.Way way(Inbox inbox) {
        return (SocketLanes.Way) ((StreamInbox.Way) inbox.connector()).lanes();
    }

    private static byte[] token(Inbox inbox) {
        return HexFormat.of().parseHex(way(inbox).token());
    }

    private static void write(ByteStream stream, byte[] bytes) {
        try (var arena = Arena.ofConfined()) {
            stream.write(
                    arena.allocate(Math.max(1, bytes.length))
                            .asSlice(0, bytes.length)
                            .copyFrom(MemorySegment.ofArray(bytes)),
                    MemorySegment.NULL);
        }
    }

    private static byte[] hello(byte[] token, int worker) {
        var hello = MemorySegment.ofArray(new byte[token.length + 4]);
        MemorySegment.copy(token, 0, hello, JAVA_BYTE, 0, token.length);
        hello.set(JAVA_INT.withByteAlignment(1), token.length, worker);
        return hello.toArray(JAVA_BYTE);
    }

    private static void assertNothingArrives(Inbox inbox) {
        for (int i = 0; i < 5; i++) { // one look accepts, another one reads
            assertThat(inbox.next(Deadline.in(Duration.ofMillis(1)))).isNull();
        }
    }

    private static void assertIsSentAway(ByteStream stranger) {
        try (var arena = Arena.ofConfined()) {
            assertThat(stranger.awaitReadable(Crew.limit())).isTrue();
            assertThat(stranger.read(arena.allocate(1), Crew.limit())).isEqualTo(ByteStream.ENDED);
        }
    }

    private static void assertWorks(Inbox inbox, int worker) {
        try (var outbox = inbox.connector().connect(worker, e -> {})) {
            Parcel.send(outbox, worker, 0, 8);
        }
        try (var received = inbox.next(Crew.limit())) {
            Parcel.check(received.payload(), worker, 0, 8);
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void whoDoesNotShowTheTokenIsSentAway(Sockets sockets) {
        try (var inbox = open(sockets);
                var stranger = Listener.connect(way(inbox).address())) {
            var almost = token(inbox);
            almost[Hello.TOKEN - 1] ^= 1;
            write(stranger, hello(almost, 0));
            assertNothingArrives(inbox);
            assertIsSentAway(stranger);
            assertWorks(inbox, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void aNumberThatNoWorkerHasOrThatIsTakenIsSentAway(Sockets sockets) {
        try (var inbox = open(sockets);
                var outbox = inbox.connector().connect(1, e -> {})) {
            Parcel.send(outbox, 1, 0, 8);
            inbox.next(Crew.limit()).close();
            for (int number : List.of(-1, Integer.MIN_VALUE, 2, 1)) {
                try (var stranger = Listener.connect(way(inbox).address())) {
                    write(stranger, hello(token(inbox), number));
                    assertNothingArrives(inbox);
                    assertIsSentAway(stranger);
                }
            }
            assertWorks(inbox, 0);
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void strangersThatSayNothingOrLeaveHoldNobodyUp(Sockets sockets) {
        List<ByteStream> strangers = new ArrayList<>();
        try (var inbox = open(sockets)) {
            for (int i = 0; i < 60; i++) {
                var stranger = Listener.connect(way(inbox).address());
                strangers.add(stranger);
                if (i % 3 == 1) {
                    stranger.close();
                } else if (i % 3 == 2) {
                    write(stranger, new byte[] {1, 2, 3});
                }
                if (i % 10 == 9) {
                    assertNothingArrives(inbox);
                }
            }
            assertWorks(inbox, 0);
            assertWorks(inbox, 1);
            assertIsSentAway(strangers.getFirst()); // others came, and it said nothing
        } finally {
            strangers.forEach(ByteStream::close);
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void aHelloMayComeInPieces(Sockets sockets) {
        try (var inbox = open(sockets);
                var slow = Listener.connect(way(inbox).address());
                var arena = Arena.ofConfined()) {
            for (byte part : hello(token(inbox), 1)) {
                write(slow, new byte[] {part});
                assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
            }
            var one = arena.allocate(Frame.HEADER, 8);
            new Frame(1, 0, 0, 0).write(one);
            slow.write(one, MemorySegment.NULL);
            try (var received = inbox.next(Crew.limit())) {
                assertThat(received.worker()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void aChannelThatWasClosedCannotBeConnectedTo(Sockets sockets) {
        var inbox = open(sockets);
        var way = way(inbox);
        inbox.close();
        assertThatThrownBy(() -> way.connect(0))
                .isInstanceOf(HandoffException.class)
                .hasMessage("connecting to the receiver: Connection refused (errno 111)");
    }

    @ParameterizedTest
    @MethodSource("both")
    void aTokenIsAnotherOneForEachChannel(Sockets sockets) {
        try (var one = open(sockets);
                var two = open(sockets)) {
            assertThat(token(one)).hasSize(32).isNotEqualTo(token(two));
        }
    }
}
