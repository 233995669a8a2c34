package dev.handoff.channel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.ByteStream;
import dev.handoff.memory.ProcessIdentity;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.support.Crew;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RingTest {
    private static final int SIZE = 4096;
    private static final int HEADERS = 48;

    /** Messages of 4096 − 48 − 1 … + 1 bytes end before, at and after the end of the ring; others reach it bit by bit. */
    @Test
    void messagesThatEndAnywhereNearTheEndOfTheRingArriveWhole() {
        var sizes = IntStream.concat(
                        IntStream.of(SIZE, SIZE / 2, 2 * SIZE, 3 * SIZE)
                                .flatMap(end -> IntStream.rangeClosed(end - HEADERS - 2, end - HEADERS + 2)),
                        new Random(11).ints(500, 0, 3 * SIZE))
                .toArray();
        try (var inbox = new Ring(SIZE).open(new Terms(1, 3, new RawCodec(), -1));
                var crew = new Crew()) {
            crew.start(() -> {
                try (var outbox = inbox.connector().connect(0, e -> {})) {
                    for (int i = 0; i < sizes.length; i++) {
                        Parcel.send(outbox, 0, i, sizes[i]);
                    }
                }
            });
            for (int i = 0; i < sizes.length; i++) {
                try (var received = inbox.next(Crew.limit())) {
                    assertThat(received.sequence()).isEqualTo(i);
                    Parcel.check(received.payload(), 0, i, sizes[i]);
                }
            }
            crew.join();
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
    }

    /** Positions are counted modulo 2^32, and as signed numbers they overflow once more in between. */
    @ParameterizedTest
    @ValueSource(ints = {-5_000, Integer.MAX_VALUE - 5_000, 0})
    void bytesComeOutAsTheyWentInWhereverTheCountIs(int begun) {
        var layout = new RingLayout(1, SIZE);
        try (var region = Region.create("ring", layout.total());
                var arena = Arena.ofShared();
                var crew = new Crew()) {
            region.segment().set(JAVA_INT, layout.worker(0) + RingLayout.WRITTEN, begun);
            region.segment().set(JAVA_INT, layout.worker(0) + RingLayout.TAKEN, begun);
            var lanes = new RingLanes(Region.open(region.path()), layout);
            var sent = new byte[50_000];
            new Random(3).nextBytes(sent);
            var bytes = arena.allocate(sent.length).copyFrom(MemorySegment.ofArray(sent));
            var way = new RingLanes.Way(
                    region.path(), layout, ProcessHandle.current().pid());
            crew.start(() -> {
                var random = new Random(4);
                try (var lane = way.connect(0)) {
                    for (int at = 0; at < sent.length; ) {
                        int some = Math.min(sent.length - at, random.nextInt(2 * SIZE));
                        lane.write(bytes.asSlice(at), some / 3, bytes.asSlice(at + some / 3, some - some / 3));
                        at += some;
                    }
                }
            });
            var got = arena.allocate(sent.length);
            var random = new Random(5);
            for (int at = 0; at < sent.length; ) {
                assertThat(lanes.awaitAny(Crew.limit())).isZero();
                long most = Math.min(sent.length - at, 1 + random.nextInt(2 * SIZE));
                at += (int) lanes.read(0, got.asSlice(at, most), Crew.limit());
            }
            assertThat(got.mismatch(bytes)).isEqualTo(-1);
            crew.join();
            assertThat(lanes.awaitAny(Deadline.in(Duration.ZERO))).isEqualTo(-1);
            lanes.close();
        }
    }

    @Test
    void aCountThatNoRingHoldsIsACorruptMessage() {
        try (var inbox = new Ring(SIZE).open(new Terms(1, 1, new RawCodec(), 8));
                var region = Region.open(way(inbox).region())) {
            region.segment().set(JAVA_INT, way(inbox).layout().worker(0) + RingLayout.WRITTEN, SIZE + 1);
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("a ring of 4096 bytes cannot hold 4097");
        }
    }

    @Test
    void aSenderIsGoneEvenIfAnotherProcessHasItsNumber() {
        var self = ProcessIdentity.current();
        var layout = new RingLayout(1, SIZE);
        try (var region = Region.create("ring", layout.total());
                var arena = Arena.ofConfined()) {
            var dead = new ProcessIdentity(self.pid(), self.startTicks() - 1);
            Words.LONG.setVolatile(region.segment(), layout.worker(0) + RingLayout.SENDER, dead.toLong());
            var lanes = new RingLanes(Region.open(region.path()), layout);
            assertThat(lanes.read(0, arena.allocate(1), Crew.limit())).isEqualTo(ByteStream.ENDED);
            Words.LONG.setVolatile(region.segment(), layout.worker(0) + RingLayout.SENDER, self.toLong());
            assertThat(lanes.read(0, arena.allocate(1), Deadline.in(Duration.ofMillis(1))))
                    .isEqualTo(ByteStream.NOTHING);
            lanes.close();
        }
    }

    private static RingLanes.Way way(Inbox inbox) {
        return (RingLanes.Way) ((StreamInbox.Way) inbox.connector()).lanes();
    }

    @Test
    void ringsOfDifferentWorkersDoNotOverlap() {
        var layout = new RingLayout(3, SIZE);
        var region = MemorySegment.ofArray(new byte[(int) layout.total()]);
        for (int worker = 0; worker < 3; worker++) {
            var ring = layout.ring(region, worker);
            assertThat(ring.toArray(JAVA_BYTE)).hasSize(SIZE).containsOnly(0);
            ring.fill((byte) 1);
        }
        assertThat(region.asSlice(0, layout.worker(3)).toArray(JAVA_BYTE)).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -4096, 2048, 5000, Integer.MIN_VALUE})
    void aSizeThatIsNoPowerOfTwoOrLessThanAPageIsRefused(int bytes) {
        assertThatThrownBy(() -> new Ring(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ring of " + bytes
                        + " bytes; 0 (as suits the messages) or a power of two from 4096 to 1073741824");
    }

    @Test
    void ringsHoldWhatIsUnderWayAndAtMost8MiBTogetherAndAtLeastOneEach() {
        assertThat(defaultBytes(1, 1, 54_000_000)).isEqualTo(8 << 20);
        assertThat(defaultBytes(3, 8, 54_000_000)).isEqualTo(2 << 20);
        assertThat(defaultBytes(16, 100, 54_000_000)).isEqualTo(1 << 20);
        assertThat(defaultBytes(64, 100, 54_000_000)).isEqualTo(1 << 20);
        assertThat(defaultBytes(1, 8, 1 << 20)).isEqualTo(8 << 20);
        assertThat(defaultBytes(1, 8192, 64)).isEqualTo(1 << 20);
        assertThat(defaultBytes(1, 8, -1)).isEqualTo(8 << 20);
        assertThat(defaultBytes(1, Integer.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(8 << 20);
        assertThat(new Ring(4096).bytesEach(new Terms(64, 64, new RawCodec(), 1 << 20)))
                .isEqualTo(4096);
    }

    private static int defaultBytes(int workers, int capacity, long payloadBytes) {
        return new Ring(0).bytesEach(new Terms(workers, capacity, new RawCodec(), payloadBytes));
    }

    @Test
    void aSizeOfItsOwnIsInTheName() {
        assertThat(new Ring(0).name()).isEqualTo("ring");
        assertThat(new Ring(4096).name()).isEqualTo("ring-4k");
        assertThat(new Pipes(0).name()).isEqualTo("pipes");
        assertThat(new Pipes(1 << 20).name()).isEqualTo("pipes-1024k");
        assertThat(new Pipes(5_000).name()).isEqualTo("pipes-5000");
    }

    /** Of two that died the one is in the middle of a message: what the other had sent whole is not behind it. */
    @Test
    void whatIsThereWholeIsReturnedThoughAnotherSenderIsGoneInTheMiddleOfAMessage() {
        try (var inbox = new Ring(4096).open(new Terms(2, 4, new RawCodec(), 100));
                var arena = Arena.ofConfined()) {
            var way = ((StreamInbox.Way) inbox.connector()).lanes();
            var part = arena.allocate(Frame.HEADER + 8, 8);
            new Frame(0, 0, 1_000, 0).write(part);
            try (var broken = way.connect(0)) {
                broken.write(part, part.byteSize(), MemorySegment.NULL);
                assertThat(inbox.next(Deadline.NOW)).isNull();
            }
            try (var outbox = inbox.connector().connect(1, e -> {})) {
                Parcel.send(outbox, 1, 0, 100);
            }
            inbox.reclaim(0);
            inbox.reclaim(1);
            try (var received = inbox.next(Deadline.NOW)) {
                assertThat(received).isNotNull();
                assertThat(received.worker()).isEqualTo(1);
            }
        }
    }
}
