package dev.handoff.channel;

import static java.io.ObjectStreamConstants.STREAM_MAGIC;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.codec.RawHeader;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import dev.handoff.workload.FlatPayload;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SharedSlotsTest {
    private static final byte POISON = (byte) 0xA5;

    private static Inbox open(int workers, int capacity, long bytes) {
        return new SharedSlots().open(new Terms(workers, capacity, new RawCodec(), bytes));
    }

    private static Outbox connect(Inbox inbox) {
        return inbox.connector().connect(0, e -> {});
    }

    /** The memory behind an inbox, mapped once more. */
    private static Region region(Inbox inbox) {
        return Region.open(((SharedSlots.Way) inbox.connector()).region());
    }

    private static SlotLayout layout(Inbox inbox) {
        return ((SharedSlots.Way) inbox.connector()).layout();
    }

    @Test
    void aPayloadMadeInItsSlotIsReadWhereItLies() {
        try (var inbox = open(1, 1, 16);
                var outbox = connect(inbox)) {
            MemorySegment made;
            try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                made = draft.memory().allocate(16, 8);
                made.set(JAVA_LONG, 0, 1);
                draft.send(new Tensor(ElementType.LONG, List.of(2L), made));
            }
            try (var region = region(inbox)) {
                var slot = layout(inbox).place(0).slot(region.segment(), 0);
                assertThat(RawHeader.read(slot.asSlice(128 - 16)))
                        .as("in front of the block, for other languages")
                        .isEqualTo(new RawHeader(ElementType.LONG, List.of(2L), false));
            }
            try (var received = inbox.next(Crew.limit())) {
                var view = ((Tensor) received.payload()).data();
                assertThat(view.get(JAVA_LONG, 0)).isEqualTo(1);
                made.set(JAVA_LONG, 0, 2); // no worker would: it shows that this is the same memory
                assertThat(view.get(JAVA_LONG, 0)).isEqualTo(2);
            }
        }
    }

    @Test
    void aPayloadThatWasMadeElsewhereIsCopiedIntoTheSlot() {
        try (var inbox = open(1, 1, 16);
                var outbox = connect(inbox)) {
            try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                draft.send(new Tensor(ElementType.LONG, List.of(2L), MemorySegment.ofArray(new long[] {3, 4})));
            }
            try (var received = inbox.next(Crew.limit())) {
                assertThat(((Tensor) received.payload()).data().toArray(JAVA_LONG))
                        .containsExactly(3, 4);
            }
        }
    }

    /** Fresh shared memory is zeros: only in memory that is not does a payload of zeros prove that it was written. */
    @Test
    void everyByteOfAPayloadIsWrittenIntoASlotThatHeldSomethingElse() {
        var zeros = FlatPayload.parse("zeros:30x40");
        try (var inbox = new PoisonedSlots().open(new Terms(1, 2, new RawCodec(), zeros.bytes()));
                var outbox = connect(inbox)) {
            for (int sequence = 0; sequence < 4; sequence++) {
                try (var draft = outbox.draft(sequence, Stopwatch.NONE)) {
                    var block = draft.memory().allocate(zeros.bytes(), 8);
                    assertThat(block.toArray(JAVA_BYTE)).containsOnly(PoisonedSlots.POISON);
                    draft.send(zeros.make(0, sequence, (bytes, alignment) -> block));
                }
                try (var received = inbox.next(Crew.limit())) {
                    zeros.check(received.payload(), 0, sequence);
                    var bytes = ((Tensor) received.payload()).data().toArray(JAVA_BYTE);
                    assertThat(bytes).hasSize(9_600).doesNotContain(PoisonedSlots.POISON);
                }
            }
        }
    }

    @Test
    void slotsOfDifferentWorkersDoNotOverlap() {
        try (var inbox = open(3, 5, 5_000);
                var region = region(inbox)) {
            var layout = layout(inbox);
            Set<Long> begins = new HashSet<>();
            for (int worker = 0; worker < 3; worker++) {
                for (int slot = 0; slot < layout.slots(worker); slot++) {
                    var memory = layout.place(worker).slot(region.segment(), slot);
                    assertThat(memory.byteSize()).isEqualTo(8192);
                    assertThat(memory.asByteBuffer().get(0))
                            .as("lent by nobody yet")
                            .isZero();
                    memory.fill(POISON); // a slot that overlaps another, or the control words, is found below
                    begins.add(memory.address());
                }
            }
            assertThat(begins).hasSize(5);
            for (int worker = 0; worker < 3; worker++) {
                try (var outbox = inbox.connector().connect(worker, e -> {})) {
                    Parcel.send(outbox, worker, 0, 5_000);
                }
                try (var received = inbox.next(Crew.limit())) {
                    Parcel.check(received.payload(), worker, 0, 5_000);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1,'1'",
        "1,7,7,'7'",
        "3,7,7,'3 2 2'",
        "4,4,4,'1 1 1 1'",
        "3,1,3,'1 1 1'",
        "16,100,100," + "'7 7 7 7 6 6 6 6 6 6 6 6 6 6 6 6'"
    })
    void theCapacityIsSplitAsEvenlyAsItGoesWithOneForEachAtLeast(int workers, int asked, int effective, String slots) {
        var layout = SlotLayout.of(new Terms(workers, asked, new RawCodec(), 8), 0);
        assertThat(layout.capacity()).isEqualTo(effective);
        var each = IntStream.range(0, workers)
                .mapToObj(worker -> String.valueOf(layout.slots(worker)))
                .toList();
        assertThat(String.join(" ", each)).isEqualTo(slots);
    }

    @Test
    void sizesBeyondTwoGibibytesAreCountedRight() {
        var layout = SlotLayout.of(new Terms(16, 100, new RawCodec(), 54_000_000), 0);
        assertThat(layout.slotBytes()).isEqualTo(54_001_664); // 54,000,128 in pages
        assertThat(layout.bytes()).isBetween(5_400_166_400L, 5_400_166_400L + 100_000);
        assertThatThrownBy(() -> SlotLayout.of(new Terms(1, 1, new RawCodec(), Long.MAX_VALUE), 0))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aPayloadThatDoesNotSayHowLargeItIsNeedsSlotsThatDo() {
        assertThatThrownBy(() -> open(1, 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slots must know how large a message may be, and this payload does not say; give them a"
                        + " size, as in Route.slots(1_000_000), or use the queue");
        var terms = new Terms(1, 1, new JavaCodec(), -1);
        try (var inbox = new SharedSlots(10_000).open(terms);
                var outbox = connect(inbox)) {
            assertThat(layout(inbox).slotBytes()).isEqualTo(12_288);
            assertThat(sendAndReceive(outbox, inbox, List.of("any", 2))).isEqualTo(List.of("any", 2));
        }
    }

    @Test
    void anObjectGraphIsEncodedIntoItsSlotAndDecodedOutOfIt() {
        Object[] graph = {new double[][][] {{{1, -0.0, Double.NaN}}, {}}, Map.of("a", 1L), "text"};
        try (var inbox = new SharedSlots().open(new Terms(1, 1, new JavaCodec(), 32));
                var outbox = connect(inbox);
                var region = region(inbox)) {
            var got = (List<?>) sendAndReceive(outbox, inbox, new ArrayList<>(Arrays.asList(graph)));
            assertThat(Arrays.deepEquals(got.toArray(), graph)).isTrue();
            assertThat(layout(inbox).place(0).all(region.segment()).get(JAVA_SHORT, 0))
                    .as("where serialization begins")
                    .isEqualTo(Short.reverseBytes(STREAM_MAGIC));
        }
    }

    private static Object sendAndReceive(Outbox outbox, Inbox inbox, Object value) {
        try (var draft = outbox.draft(0, Stopwatch.NONE)) {
            draft.send(value);
        }
        try (var received = inbox.next(Crew.limit())) {
            return received.payload();
        }
    }

    @Test
    void aCodecThatMovesThePayloadGetsItFromOutsideTheSlot() {
        try (var inbox = new SharedSlots().open(new Terms(1, 1, new JavaCodec(), 100));
                var outbox = connect(inbox);
                var region = region(inbox);
                var draft = outbox.draft(0, Stopwatch.NONE)) {
            draft.memory().allocate(100, 8).fill(POISON);
            assertThat(layout(inbox).place(0).all(region.segment()).toArray(JAVA_BYTE))
                    .containsOnly(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,slots", "1,slots-4k", "4096,slots-4k", "5000000,slots-4884k"})
    void slotsOfAGivenSizeBearItInTheirName(long bytes, String name) {
        assertThat(new SharedSlots(bytes).name()).isEqualTo(name);
    }

    @Test
    void slotsThatCannotHoldThePayloadAreRefused() {
        assertThatThrownBy(() -> new SharedSlots(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slots of -1 bytes; from 0 (what the payload takes) to 1099511627776");
        assertThatThrownBy(() -> new SharedSlots(4096).open(new Terms(1, 1, new RawCodec(), 4096)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slots of 4096 bytes; with the raw codec the payload takes 4224");
    }

    @Test
    void whatItTakesIsKnownBeforeItIsOpened() {
        var raw = new Terms(2, 3, new RawCodec(), 5_000);
        var java = new Terms(2, 3, new JavaCodec(), 5_000);
        assertThat(new SharedSlots().reserves(raw)).isEqualTo(3 * 8192 + 4096);
        assertThat(new SharedSlots().reserves(java)).isEqualTo(3 * 81_920 + 4096); // 3 · 5,000 + 65,536, in pages
        assertThat(new SharedSlots(4097).reserves(java)).isEqualTo(3 * 8192 + 4096);
        assertThat(new SharedSlots().reserves(new Terms(1, 2, new RawCodec(), Long.MAX_VALUE / 2)))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(new SharedSlots().inPlace(new RawCodec())).isTrue();
        assertThat(new SharedSlots().inPlace(new JavaCodec())).isFalse();
    }

    @Test
    void anObjectThatIsNotSentFreesItsSlotWhateverTheReason() {
        try (var inbox = open(1, 1, 8);
                var outbox = connect(inbox)) {
            try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                assertThatThrownBy(() -> draft.send("text"))
                        .isInstanceOf(EncodingException.class)
                        .hasMessageStartingWith("the raw codec carries a Tensor or an Integer, not a java.lang.String");
            }
            try (var draft = outbox.draft(0, Stopwatch.NONE)) {
                var large = new Tensor(ElementType.BYTE, List.of(5000L), MemorySegment.ofArray(new byte[5000]));
                assertThatThrownBy(() -> draft.send(large))
                        .isInstanceOf(HandoffException.class)
                        .hasMessage("the message takes 5128 bytes, its slot has 4096; use slots for the largest"
                                + " message, as in Route.slots(5128) if this is it, or the queue, which takes any");
            }
            Parcel.send(outbox, 0, 0, 8);
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 0, 8);
            }
        }
    }

    @Test
    void aDraftClosedTwiceDoesNotFreeTheSlotOfAnother() {
        try (var inbox = open(1, 2, 8);
                var outbox = connect(inbox)) {
            var closed = outbox.draft(0, Stopwatch.NONE);
            closed.close();
            try (var one = outbox.draft(0, Stopwatch.NONE)) {
                closed.close();
                try (var two = outbox.draft(1, Stopwatch.NONE)) {
                    var first = one.memory().allocate(8, 8);
                    var second = two.memory().allocate(8, 8);
                    assertThat(first.address()).isNotEqualTo(second.address());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,0,8", "2,0,8", "0,0,-1", "0,0,4097", "1,0,9223372036854775807", "0,-1,8", "0,112,3985", "0,4097,0"})
    void aDescriptorThatCannotBeIsRefusedWithWhatItSays(int slot, int begin, long bytes) {
        try (var inbox = open(1, 2, 8);
                var region = region(inbox)) {
            var memory = region.segment();
            long entry = layout(inbox).place(0).entry(0);
            memory.set(JAVA_LONG, entry + SlotLayout.BYTES, bytes);
            memory.set(JAVA_INT, entry + SlotLayout.SLOT, slot);
            memory.set(JAVA_INT, entry + SlotLayout.BEGIN, begin);
            Words.LONG.setRelease(memory, entry + SlotLayout.COUNT, 1L);
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("worker 0 published slot " + slot + " of 2 with " + bytes + " of 4096 bytes, from "
                            + begin + " on");
        }
    }

    /** Says one thing of its headers, and another of one of them. */
    private record Wordy() implements Codec {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "wordy";
        }

        @Override
        public long headroom() {
            return 8;
        }

        @Override
        public long headroom(Object value) {
            return 16;
        }

        @Override
        public void encode(Object value, Sink to) {
            throw new AssertionError("it is refused before");
        }

        @Override
        public Object decode(Source from) {
            throw new AssertionError("nothing was sent");
        }
    }

    @Test
    void aCodecThatTakesMoreRoomThanItSaidIsRefused() {
        try (var inbox = new SharedSlots().open(new Terms(1, 1, new Wordy(), 8));
                var outbox = connect(inbox);
                var draft = outbox.draft(0, Stopwatch.NONE)) {
            assertThatThrownBy(() -> draft.send("x"))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("the wordy codec writes 16 bytes before a block (headroom(value)), and said that they"
                            + " are at most 8 (headroom())");
        }
    }

    @Test
    void aSlotWithGarbageInItIsACorruptMessage() {
        try (var inbox = open(1, 1, 8);
                var outbox = connect(inbox);
                var region = region(inbox)) {
            Parcel.send(outbox, 0, 0, 8);
            layout(inbox).place(0).all(region.segment()).fill(POISON);
            try (var received = inbox.next(Crew.limit())) {
                assertThatThrownBy(received::payload)
                        .isInstanceOf(CorruptMessageException.class)
                        .hasMessageStartingWith("no raw header: magic a5a5a5a5");
            }
        }
    }
}
