package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Stopwatch;
import dev.handoff.support.Crew;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a message goes into a stream, whatever carries it. */
@Timeout(60)
class StreamOutboxTest {
    static List<Codec> codecs() {
        return List.of(new RawCodec(), new JavaCodec());
    }

    private static Inbox open(Codec codec) {
        return new Pipes(0).open(new Terms(1, 4, codec, 8));
    }

    private static void send(Outbox outbox, long sequence, Object value, Stopwatch watch) {
        try (var draft = outbox.draft(sequence, watch)) {
            draft.send(value);
        }
    }

    private static final class Charges implements Stopwatch {
        private final List<String> list = new ArrayList<>();

        @Override
        public void charge(Phase left) {
            list.add(left.label());
        }

        @Override
        public void published() {
            list.add("published");
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void everyPhaseOfASenderIsChargedInOrderAndNoneForATurn(Codec codec) {
        var charges = new Charges();
        try (var inbox = open(codec);
                var outbox = inbox.connector().connect(0, e -> {})) {
            Parcel.send(outbox, 0, 0, 8, charges);
            assertThat(charges.list).containsExactly("wait for space", "encode", "write", "published");
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void whatCannotBeEncodedIsToldAndHarmsNoOther(Codec codec) {
        try (var inbox = open(codec);
                var outbox = inbox.connector().connect(0, e -> {})) {
            assertThatThrownBy(() -> send(outbox, 0, new Object(), Stopwatch.NONE))
                    .isInstanceOf(EncodingException.class);
            send(outbox, 0, 1, Stopwatch.NONE);
            try (var received = inbox.next(Crew.limit())) {
                assertThat(received.payload()).isEqualTo(1);
                assertThat(received.sequence()).isZero();
            }
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
    }

    @Test
    void twoBlocksOfOneDraftWouldBeTheSameMemoryAndTheSecondIsRefused() {
        try (var inbox = open(new RawCodec());
                var outbox = inbox.connector().connect(0, e -> {})) {
            for (int sequence = 0; sequence < 2; sequence++) {
                try (var draft = outbox.draft(sequence, Stopwatch.NONE)) {
                    draft.memory().allocate(8, 8);
                    assertThatThrownBy(() -> draft.memory().allocate(8, 8))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("a draft's memory is for one block");
                }
            }
        }
    }

    /** Announces so many bytes, and writes others, in blocks, arrays and single bytes. */
    private record Columns(long announced, int blocks) implements Codec {
        private static final long serialVersionUID = 1L;
        private static final int BLOCK = 20_000; // more than is gathered

        @Override
        public String name() {
            return "columns";
        }

        @Override
        public long size(Object value) {
            return announced;
        }

        @Override
        public void encode(Object value, Sink to) {
            try (var arena = Arena.ofConfined()) {
                for (int i = 0; i < blocks; i++) {
                    to.write(i);
                    to.write(new byte[] {7, 7, 8, 9, 7}, 2, 2);
                    to.write(arena.allocate(BLOCK).fill((byte) 1));
                    to.write(MemorySegment.ofArray(new byte[BLOCK]).fill((byte) 2));
                }
            }
        }

        static long bytes(int blocks) {
            return blocks * (3L + 2 * BLOCK);
        }

        @Override
        public Object decode(Source from) {
            for (int i = 0; i < blocks; i++) {
                assertThat(from.read()).isEqualTo(i);
                assertThat(from.read()).isEqualTo(8);
                assertThat(from.read()).isEqualTo(9);
                assertThat(from.take(BLOCK)
                                .mismatch(MemorySegment.ofArray(new byte[BLOCK]).fill((byte) 1)))
                        .isEqualTo(-1);
                assertThat(from.take(BLOCK)
                                .mismatch(MemorySegment.ofArray(new byte[BLOCK]).fill((byte) 2)))
                        .isEqualTo(-1);
            }
            return from.remaining();
        }
    }

    @Test
    void aCodecThatWritesInPartsGoesStraightIntoTheStreamAndTheTimeOfBothIsTold() {
        var charges = new Charges();
        try (var inbox = open(new Columns(Columns.bytes(2), 2));
                var crew = new Crew()) {
            crew.start(() -> {
                try (var outbox = inbox.connector().connect(0, e -> {})) {
                    send(outbox, 0, "columns", charges);
                }
            });
            try (var received = inbox.next(Crew.limit())) {
                assertThat(received.payload()).isEqualTo(0L);
            }
            crew.join();
            assertThat(charges.list)
                    .startsWith("wait for space", "encode", "write", "encode", "write")
                    .endsWith("encode", "write", "published");
        }
    }

    @Test
    void aCodecThatWritesOtherThanItAnnouncedIsNamedAndItsStreamEnds() {
        long bytes = Columns.bytes(1);
        refused(bytes - 1, "a codec announced " + (bytes - 1) + " bytes and wrote " + bytes + " or more");
        refused(bytes + 1, "a codec announced " + (bytes + 1) + " bytes and wrote " + bytes);
    }

    private static void refused(long announced, String message) {
        try (var inbox = open(new Columns(announced, 1));
                var outbox = inbox.connector().connect(0, e -> {})) {
            assertThatThrownBy(() -> send(outbox, 5, "columns", Stopwatch.NONE))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> send(outbox, 6, "columns", Stopwatch.NONE))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("worker 0 can send no more: message 5 broke off on its way");
        }
    }
}
