package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.report.Pictures;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Payload;
import java.lang.foreign.SegmentAllocator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SerializationTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    /** What no codec carries: a thread. */
    private record Unsendable() implements Payload<Thread> {
        @Override
        public String describe() {
            return "thread";
        }

        @Override
        public long bytes() {
            return -1;
        }

        @Override
        public Thread make(int worker, long sequence, SegmentAllocator at) {
            return new Thread(() -> {});
        }

        @Override
        public void check(Object got, int worker, long sequence) {
            throw new CorruptMessageException("a thread cannot have arrived");
        }
    }

    @Test
    void everyCodecIsTriedOnEveryPayload() {
        var encodings = Serialization.of(Payloads.zeros(10, 10), Payloads.random(1000))
                .with(Codecs.java(), Codecs.raw())
                .within(SHORT)
                .run();
        assertThat(encodings.list())
                .extracting(e -> e.payload() + " " + e.codec())
                .containsExactly("zeros:10x10 java", "zeros:10x10 raw", "random:1000 java", "random:1000 raw");
        assertThat(encodings.list()).allSatisfy(e -> {
            assertThat(e.encodeMs()).hasSizeGreaterThanOrEqualTo(5).hasSameSizeAs(e.decodeMs());
            assertThat(e.encodeMs()).allMatch(ms -> ms > 0);
            assertThat(e.bytes()).isGreaterThan(e.dataBytes());
            assertThat(e.refusal()).isNull();
        });
        assertThat(encodings.list().get(3).bytes()).isEqualTo(16 + 8000);
        assertThat(encodings.table().rowCount()).isEqualTo(4);
        assertThat(Pictures.svg(encodings.chart())).contains("<svg");
    }

    @Test
    void whoIsInterruptedStops() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Serialization.of(Payloads.one())
                        .within(Duration.ofHours(1))
                        .run())
                .isInstanceOf(HandoffException.class)
                .hasMessage("interrupted while codecs were measured");
        assertThat(Thread.interrupted()).as("it stays so").isTrue();
    }

    @Test
    void whatACodecDoesNotCarryIsThereWithWhatTheCodecSays() {
        var encodings = Serialization.of(new Unsendable())
                .with(Codecs.java())
                .within(SHORT)
                .run();
        var refused = encodings.list().getFirst();
        assertThat(refused.refusal())
                .isEqualTo(
                        "the java codec cannot encode a java.lang.Thread, which does not implement java.io.Serializable"
                                + "; send what is needed of it, or try another codec");
        assertThat(refused.bytes()).isEqualTo(-1);
        assertThat(refused.encodeMs()).isEmpty();
        assertThat(encodings.text()).contains("java.lang.Thread");
        assertThat(Pictures.svg(encodings.chart())).contains("<svg");
    }

    @Test
    void nothingToEncodeIsRefused() {
        assertThatThrownBy(Serialization::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("serialization needs at least one payload and one codec");
        assertThatThrownBy(() -> Serialization.of(Payloads.zeros(1)).within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a time of PT0S for a pair; from a millisecond to an hour");
    }
}
