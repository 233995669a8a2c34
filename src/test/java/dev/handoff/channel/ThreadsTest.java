package dev.handoff.channel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.JavaCodec;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Draft;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadsTest {
    private static Inbox open(int workers, int capacity) {
        return new Threads().open(new Terms(workers, capacity, new NoCodec(), 8));
    }

    private static Outbox connect(Inbox inbox) {
        return inbox.connector().connect(0, e -> {});
    }

    private static MemorySegment make(Draft draft) {
        return draft.memory().allocate(JAVA_LONG);
    }

    private static Tensor tensor(MemorySegment data) {
        return new Tensor(ElementType.LONG, List.of(data.byteSize() / Long.BYTES), data);
    }

    @Test
    void aPayloadIsReadWhereItWasMadeAndItsViewEndsWithTheMessage() {
        try (var inbox = open(1, 1);
                var outbox = connect(inbox)) {
            MemorySegment made;
            try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                made = make(draft);
                draft.send(tensor(made));
            }
            MemorySegment view;
            try (var received = inbox.next(Crew.limit())) {
                view = ((Tensor) received.payload()).data();
                assertThat(view.address()).isEqualTo(made.address());
            }
            assertThatThrownBy(() -> view.get(JAVA_LONG, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Already closed");
        }
    }

    @Test
    void memoryThatWentBackIsLentAgain() {
        try (var inbox = open(1, 2);
                var outbox = connect(inbox)) {
            var addresses = new ArrayList<Long>();
            for (int sequence = 0; sequence < 5; sequence++) {
                try (var draft = outbox.draft(sequence, Stopwatch.NONE)) {
                    var block = make(draft);
                    addresses.add(block.address());
                    draft.send(sequence % 2 == 0 ? tensor(block) : (Object) 1); // control gives back what it made, too
                }
                inbox.next(Crew.limit()).close();
            }
            assertThat(addresses).hasSize(5).containsOnly(addresses.getFirst());
        }
    }

    @Test
    void aMessageClosedTwiceGivesBackOnePlace() {
        try (var inbox = open(1, 1);
                var outbox = connect(inbox)) {
            for (int sequence = 0; sequence < 2; sequence++) {
                Parcel.send(outbox, 0, sequence, 8);
                var received = inbox.next(Crew.limit());
                received.close();
                received.close();
            }
            Parcel.send(outbox, 0, 2, 8);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> outbox.draft(3, Stopwatch.NONE))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("interrupted while message 3 waited for space in the queue");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anyOtherObjectIsPassedAsItIs() {
        try (var inbox = open(1, 2);
                var outbox = connect(inbox)) {
            var onTheHeap = tensor(MemorySegment.ofArray(new long[] {3, 4}));
            for (var sent : List.of(new Object(), onTheHeap)) {
                try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                    draft.send(sent);
                }
                Object got;
                try (var received = inbox.next(Crew.limit())) {
                    got = received.payload();
                }
                assertThat(got).isSameAs(sent);
            }
            assertThat(onTheHeap.data().get(JAVA_LONG, 8)).isEqualTo(4);
        }
    }

    @Test
    void thereIsAPlaceForEachWorkerAtLeast() {
        try (var few = open(3, 2);
                var many = open(3, 7)) {
            assertThat(few.capacity()).isEqualTo(3);
            assertThat(many.capacity()).isEqualTo(7);
        }
    }

    @Test
    void aSenderWhoseParentClosedTheChannelIsToldSo() {
        Outbox outbox;
        try (var crew = new Crew()) {
            try (var inbox = open(1, 1)) {
                outbox = connect(inbox);
                Parcel.send(outbox, 0, 0, 8);
                crew.start(() -> assertThatThrownBy(() -> outbox.draft(1, Stopwatch.NONE))
                        .isInstanceOf(HandoffException.class)
                        .hasMessage("the parent closed the channel before message 1"));
            }
            crew.join();
        }
        outbox.close();
    }

    @Test
    void aCodecThatNothingWouldAskIsRefused() {
        assertThatThrownBy(() -> new Threads().open(new Terms(1, 1, new JavaCodec(), 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "threads pass the object itself, and nothing would ask the java codec; use threads without a"
                                + " codec, or this codec over the queue");
    }

    @Test
    void withoutACodecNothingBecomesBytes() {
        var none = new Threads().defaultCodec();
        assertThatThrownBy(() -> none.encode(1, null))
                .isInstanceOf(EncodingException.class)
                .hasMessage("a java.lang.Integer was to become bytes without a codec; only threads need none");
    }
}
