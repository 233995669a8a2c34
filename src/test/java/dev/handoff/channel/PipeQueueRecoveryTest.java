package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.SharedLock;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever between two stores a worker of the queue dies, what it held comes back and the others go on. */
@Timeout(60)
class PipeQueueRecoveryTest {
    private static final int CAPACITY = 3;
    private static final int DYING = 0;
    private static final int LIVING = 1;
    private static final int MESSAGES = 10;
    private static final int BYTES = 50_000; // two of them are more than the pipe holds

    /** Where it dies, in the order in which a message is sent. It holds two permits; the other was of a message before. */
    enum Place {
        A_PERMIT_IS_TAKEN(0),
        THE_LOCK_IS_TAKEN(0),
        A_PART_OF_THE_HEADER_IS_WRITTEN(0),
        THE_HEADER_IS_WRITTEN(0),
        A_PART_OF_THE_BODY_IS_WRITTEN(0),
        ALL_IS_WRITTEN(1),
        THE_LOCK_IS_FREE(1);

        private final int delivered;

        Place(int delivered) {
            this.delivered = delivered;
        }

        long written() {
            return switch (this) {
                case A_PERMIT_IS_TAKEN, THE_LOCK_IS_TAKEN -> 0;
                case A_PART_OF_THE_HEADER_IS_WRITTEN -> 9;
                case THE_HEADER_IS_WRITTEN -> Frame.HEADER;
                case A_PART_OF_THE_BODY_IS_WRITTEN -> Frame.HEADER + 3;
                case ALL_IS_WRITTEN, THE_LOCK_IS_FREE -> Frame.HEADER + 8;
            };
        }
    }

    /** Does what a sender does, as far as it is told, and waits to be killed. */
    static final class Dying {
        public static void main(String[] arguments) throws IOException, ClassNotFoundException {
            var way = (PipeQueue.Way) SharedChannelTest.connector(arguments[0]);
            var place = Place.valueOf(arguments[1]);
            try (var region = Region.open(way.region());
                    var pipe = Pipe.openForWriting(way.pipe());
                    var arena = Arena.ofConfined()) {
                var permits = new Permits(region.segment(), PipeQueue.PERMITS, CAPACITY);
                var lock = new SharedLock(region.segment(), PipeQueue.LOCK);
                int permit = permits.take(DYING, Deadline.never());
                permits.take(DYING, Deadline.never());
                if (place.compareTo(Place.THE_LOCK_IS_TAKEN) >= 0) {
                    lock.lock(DYING, Deadline.never());
                }
                var message = arena.allocate(Frame.HEADER + 8, 8);
                new Frame(DYING, 7, 8, permit).write(message);
                pipe.writeFully(message.asSlice(0, place.written()));
                if (place == Place.THE_LOCK_IS_FREE) {
                    lock.unlock(DYING);
                }
                System.out.println("here");
                while (System.in.read() >= 0) {}
            }
        }
    }

    private static Inbox open() {
        return new PipeQueue(0).open(new Terms(2, CAPACITY, new RawCodec(), BYTES));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostButWhatWasNotSentWhole(Place place) throws IOException {
        try (var inbox = open();
                var region = Region.open(((PipeQueue.Way) inbox.connector()).region());
                var dying = OtherJvm.start(Dying.class, SharedChannelTest.text(inbox.connector()), place);
                var crew = new Crew()) {
            assertThat(dying.line()).isEqualTo("here");
            crew.start(() -> send(inbox));
            dying.kill();
            inbox.reclaim(DYING);
            var got = take(inbox, MESSAGES + place.delivered);
            crew.join();
            assertThat(got.stream().filter(worker -> worker == DYING)).hasSize(place.delivered);
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
            assertThat(new Permits(region.segment(), PipeQueue.PERMITS, CAPACITY).taken())
                    .isZero();
            assertThat(new SharedLock(region.segment(), PipeQueue.LOCK).owner()).isEqualTo(-1);
        }
    }

    private static void send(Inbox inbox) {
        try (var outbox = inbox.connector().connect(LIVING, e -> {})) {
            for (int i = 0; i < MESSAGES; i++) {
                Parcel.send(outbox, LIVING, i, BYTES);
            }
        }
    }

    private static List<Integer> take(Inbox inbox, int messages) {
        var workers = new ArrayList<Integer>();
        for (int i = 0; i < messages; i++) {
            try (var received = inbox.next(Crew.limit())) {
                workers.add(received.worker());
                if (received.worker() == LIVING) {
                    Parcel.check(received.payload(), LIVING, received.sequence(), BYTES);
                }
            }
        }
        return workers;
    }

    @Test
    void theParentIsInTheMiddleOfAMessageWhenItsSenderDies() throws IOException {
        try (var inbox = open();
                var dying = OtherJvm.start(
                        Dying.class, SharedChannelTest.text(inbox.connector()), Place.A_PART_OF_THE_BODY_IS_WRITTEN);
                var crew = new Crew()) {
            assertThat(dying.line()).isEqualTo("here");
            assertThat(inbox.next(Deadline.in(Duration.ofMillis(1)))).isNull();
            dying.kill();
            inbox.reclaim(DYING);
            crew.start(() -> send(inbox));
            assertThat(take(inbox, MESSAGES)).containsOnly(LIVING);
            crew.join();
        }
    }

    /** A permit that the dead held comes back even if the parent never sees the pipe empty. */
    @Test
    void nothingOfTheDeadIsLeftWhenAsManyMessagesWereReadAsThereArePermits() {
        var departed = new Departed(CAPACITY);
        assertThat(departed.passed()).as("nobody has died").isFalse();
        departed.add(DYING);
        assertThat(departed.passed()).isFalse();
        departed.add(LIVING); // which may have written since
        assertThat(List.of(departed.passed(), departed.passed(), departed.passed()))
                .containsExactly(false, false, true);
        var settled = new ArrayList<Integer>();
        departed.settle(settled::add);
        assertThat(settled).containsExactly(DYING, LIVING);
        assertThat(departed.isEmpty()).isTrue();
    }
}
