package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every channel promises. A new one joins by being listed. */
@Timeout(60)
class ChannelContractTest {

    record Way(Channel channel, Codec codec) {
        Inbox open(int workers, int capacity, long payloadBytes) {
            return channel.open(new Terms(workers, capacity, codec, payloadBytes));
        }

        @Override
        public String toString() {
            return channel + " with " + codec.name();
        }
    }

    static List<Way> ways() {
        return List.of(
                new Way(new PipeQueue(0), new JavaCodec()),
                new Way(new PipeQueue(0), new RawCodec()),
                new Way(new PipeQueue(4096), new JavaCodec()),
                new Way(new Pipes(0), new RawCodec()),
                new Way(new Pipes(4096), new JavaCodec()),
                new Way(Sockets.unix(), new RawCodec()),
                new Way(Sockets.unix(), new JavaCodec()),
                new Way(Sockets.tcp(), new RawCodec()),
                new Way(Sockets.tcp(), new JavaCodec()),
                new Way(new Ring(0), new RawCodec()),
                new Way(new Ring(4096), new RawCodec()),
                new Way(new Ring(4096), new JavaCodec()),
                new Way(NamedFiles.onDisk(), new RawCodec()),
                new Way(NamedFiles.onDisk().mapped().checked(), new RawCodec()),
                new Way(NamedFiles.onDisk().inMemory().checked(), new JavaCodec()),
                new Way(new SharedSlots(), new RawCodec()),
                new Way(new SharedSlots(), new JavaCodec()),
                new Way(new PoisonedSlots(), new RawCodec()),
                new Way(new PoisonedSlots(), new JavaCodec()),
                new Way(new Threads(), new NoCodec()));
    }

    private static Outbox connect(Inbox inbox, int worker) {
        return inbox.connector().connect(worker, e -> {
            throw new AssertionError("a feeder failed", e);
        });
    }

    private static void assertNothingMore(Inbox inbox) {
        assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyMessageArrivesOnceAndInTheOrderOfItsWorker(Way way) {
        int workers = 3;
        int messages = 150;
        int bytes = 3_000;
        try (var inbox = way.open(workers, 4, bytes);
                var crew = new Crew()) {
            for (int worker = 0; worker < workers; worker++) {
                int sender = worker;
                crew.start(() -> {
                    try (var outbox = connect(inbox, sender)) {
                        for (int i = 0; i < messages; i++) {
                            Parcel.send(outbox, sender, i, bytes);
                        }
                    }
                });
            }
            var due = new long[workers];
            for (int i = 0; i < workers * messages; i++) {
                try (var received = inbox.next(Crew.limit())) {
                    long expected = due[received.worker()]++;
                    assertThat(received.sequence()).isEqualTo(expected);
                    Parcel.check(received.payload(), received.worker(), expected, bytes);
                }
            }
            crew.join();
            assertThat(due).containsOnly(messages);
            assertNothingMore(inbox);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void noSenderWaitsForSpaceWhenTheReceiverHasClosed(Way way) throws InterruptedException {
        var inbox = way.open(1, 1, 8);
        try (var outbox = connect(inbox, 0);
                var crew = new Crew()) {
            var there = new CountDownLatch(1); // or a feeder would be told that writes, and not the one that waits
            Parcel.send(outbox, 0, 0, 8, phase -> {
                if (phase == Phase.WRITE) {
                    there.countDown();
                }
            });
            assertThat(there.await(10, TimeUnit.SECONDS)).isTrue();
            var waits = crew.call(() -> {
                assertThatThrownBy(() -> Parcel.send(outbox, 0, 1, 8))
                        .isInstanceOf(HandoffException.class)
                        .message()
                        .isIn(
                                "the receiver is gone; message 1 waited for space",
                                "the parent closed the channel before message 1");
                return "told";
            });
            inbox.close();
            assertThat(Crew.result(waits)).isEqualTo("told");
        }
    }

    /** The message itself, the codec's header of 16 bytes, a frame's of 32: all of them end at a page or pipe once. */
    @ParameterizedTest
    @MethodSource("ways")
    void whateverTheSizeItArrivesWhole(Way way) {
        var sizes = new ArrayList<>(List.of(0, 1, 7, 8, 1023, 1024, 1025));
        for (int boundary : List.of(4096, 65_536)) {
            for (int header : List.of(0, 16, 48)) {
                sizes.addAll(List.of(boundary - header - 1, boundary - header, boundary - header + 1));
            }
        }
        sizes.add(300_001);
        for (int bytes : sizes) {
            try (var inbox = way.open(1, 1, bytes);
                    var crew = new Crew()) {
                crew.start(() -> {
                    try (var outbox = connect(inbox, 0)) {
                        Parcel.send(outbox, 0, 0, bytes);
                        Parcel.send(outbox, 0, 1, bytes);
                    }
                });
                for (int i = 0; i < 2; i++) {
                    try (var received = inbox.next(Crew.limit())) {
                        Parcel.check(received.payload(), 0, i, bytes);
                    }
                }
                crew.join();
                assertNothingMore(inbox);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theIntegerOneArrivesWhateverThePayloadIs(Way way) {
        for (int payloadBytes : List.of(0, 1, 100_000)) {
            try (var inbox = way.open(1, 1, payloadBytes)) {
                try (var outbox = connect(inbox, 0);
                        var draft = outbox.draft(0, Stopwatch.NONE)) {
                    draft.memory().allocate(payloadBytes, 8).fill((byte) 1); // made, as control does, and not sent
                    draft.send(1);
                }
                try (var received = inbox.next(Crew.limit())) {
                    assertThat(received.payload()).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void noMoreThanTheCapacityIsEverUnderWay(Way way) {
        int capacity = 3;
        int messages = 20;
        try (var inbox = way.open(1, capacity, 8);
                var crew = new Crew()) {
            assertThat(inbox.capacity()).isEqualTo(capacity);
            var taken = new AtomicInteger(); // counted before the parent takes one, so never too low
            var sent = new AtomicInteger(); // counted after it was sent, so never too high
            crew.start(() -> {
                try (var outbox = connect(inbox, 0)) {
                    for (int i = 0; i < messages; i++) {
                        Parcel.send(outbox, 0, i, 8);
                        assertThat(sent.incrementAndGet() - taken.get()).isLessThanOrEqualTo(capacity);
                    }
                }
            });
            for (int i = 0; i < messages; i++) {
                int possible = Math.min(i + capacity, messages);
                Crew.until("the sender fills the channel again", () -> sent.get() == possible);
                taken.incrementAndGet();
                inbox.next(Crew.limit()).close();
            }
            crew.join();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void timeInWhichTheChannelIsFullIsChargedToTheWaitForSpace(Way way) {
        record Charge(Phase left, long atNs) {}
        var charges = new ArrayList<Charge>();
        try (var inbox = way.open(1, 1, 8);
                var crew = new Crew()) {
            var full = new CountDownLatch(1);
            crew.start(() -> {
                try (var outbox = connect(inbox, 0)) {
                    Parcel.send(outbox, 0, 0, 8);
                    full.countDown();
                    Parcel.send(outbox, 0, 1, 8, phase -> charges.add(new Charge(phase, System.nanoTime())));
                }
            });
            full.await();
            long freedNs = System.nanoTime();
            try (var first = inbox.next(Crew.limit())) {
                assertThat(first.sequence()).isZero();
            }
            try (var second = inbox.next(Crew.limit())) {
                assertThat(second.sequence()).isEqualTo(1);
            }
            crew.join();
            // the first thing that ends after there was space again is the wait for it, and it is the first of all:
            // whatever time went by until then is charged to it
            assertThat(charges.getFirst().left()).isEqualTo(Phase.WAIT_FOR_SPACE);
            assertThat(charges.getFirst().atNs()).isGreaterThanOrEqualTo(freedNs);
            assertThat(charges).extracting(Charge::left).doesNotHaveDuplicates();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDraftThatIsClosedUnsentSendsNothingAndTakesNoSpace(Way way) {
        try (var inbox = way.open(1, 1, 100)) {
            try (var outbox = connect(inbox, 0)) {
                for (int i = 0; i < 5; i++) {
                    try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                        draft.memory().allocate(100, 8).fill((byte) i);
                    }
                }
                Parcel.send(outbox, 0, 0, 100);
            }
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 0, 100);
            }
            assertNothingMore(inbox);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void memoryThatWasGivenBackIsRefusedAndNotSent(Way way) {
        int bytes = 1 << 20;
        Tensor gone;
        try (var arena = Arena.ofShared()) {
            gone = new Tensor(ElementType.BYTE, List.of((long) bytes), arena.allocate(bytes));
        }
        try (var inbox = way.open(1, 1, bytes)) {
            var thrown = catchThrowable(() -> {
                try (var outbox = inbox.connector().connect(0, e -> {});
                        var draft = outbox.draft(0, Stopwatch.NONE)) {
                    draft.send(gone);
                }
            });
            assertThat(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause))
                    .last()
                    .isInstanceOf(IllegalStateException.class)
                    .extracting(Throwable::getMessage)
                    .isEqualTo("Already closed");
        }
    }

    /** Those that send in the thread that asks them to. */
    static Stream<Way> waysWithoutFeeder() {
        return ways().stream().filter(way -> !way.channel().name().startsWith("queue"));
    }

    /** Of a head and a body, the first may be on its way when the second is refused. */
    @ParameterizedTest
    @MethodSource("waysWithoutFeeder")
    void afterARefusedMessageTheNextIsRefusedTooOrArrivesAsItIs(Way way) {
        Tensor gone;
        try (var arena = Arena.ofShared()) {
            gone = new Tensor(ElementType.BYTE, List.of(1000L), arena.allocate(1000));
        }
        try (var inbox = way.open(1, 4, 1000);
                var outbox = connect(inbox, 0)) {
            assertThat(catchThrowable(() -> {
                        try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                            draft.send(gone);
                        }
                    }))
                    .isNotNull();
            var refused = catchThrowable(() -> Parcel.send(outbox, 0, 1, 1000));
            if (refused == null) {
                try (var received = inbox.next(Crew.limit())) {
                    assertThat(received.sequence()).isEqualTo(1);
                    Parcel.check(received.payload(), 0, 1, 1000);
                }
            } else {
                assertThat(refused).isInstanceOf(HandoffException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatWasSentBeforeTheSenderClosedArrivesAfterIt(Way way) {
        try (var inbox = way.open(2, 6, 50)) {
            for (int worker = 0; worker < 2; worker++) {
                try (var outbox = connect(inbox, worker)) {
                    for (int i = 0; i < 3; i++) {
                        Parcel.send(outbox, worker, i, 50);
                    }
                }
            }
            for (int i = 0; i < 6; i++) {
                try (var received = inbox.next(Crew.limit())) {
                    Parcel.check(received.payload(), received.worker(), received.sequence(), 50);
                }
            }
            assertNothingMore(inbox);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void waitingForAMessageThatDoesNotComeEndsWithNull(Way way) {
        try (var inbox = way.open(1, 1, 8)) {
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
            assertThat(inbox.next(Deadline.in(Duration.ofMillis(2)))).isNull();

            var calledOff = Deadline.in(Duration.ofHours(1));
            try (var crew = new Crew()) {
                crew.start(calledOff::cancel);
                assertThat(inbox.next(calledOff)).isNull();
            }

            Thread.currentThread().interrupt();
            assertThat(inbox.next(Crew.limit())).isNull();
            assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aSenderThatWaitsForSpaceInVainCanBeInterrupted(Way way) {
        try (var inbox = way.open(1, 1, 8);
                var outbox = connect(inbox, 0);
                var crew = new Crew()) {
            Parcel.send(outbox, 0, 0, 8);
            crew.start(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> Parcel.send(outbox, 0, 1, 8))
                        .isInstanceOf(HandoffException.class)
                        .hasMessageStartingWith("interrupted while message 1 waited for ");
                assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
            });
            crew.join();
            inbox.next(Crew.limit()).close();
            Parcel.send(outbox, 0, 1, 8);
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 1, 8);
            }
            assertNothingMore(inbox);
        }
    }
}
