package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.ElementType;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/** Bytes that are other ones for each worker and message, and of which every one is checked. */
final class Parcel {
    private Parcel() {}

    static void send(Outbox outbox, int worker, long sequence, long bytes) {
        send(outbox, worker, sequence, bytes, Stopwatch.NONE);
    }

    static void send(Outbox outbox, int worker, long sequence, long bytes, Stopwatch watch) {
        try (var draft = outbox.draft(sequence, watch)) {
            var block = draft.memory().allocate(bytes, 8);
            block.copyFrom(MemorySegment.ofArray(content(worker, sequence, bytes)));
            draft.send(new Tensor(ElementType.BYTE, List.of(bytes), block));
        }
    }

    static void check(Object got, int worker, long sequence, long bytes) {
        assertThat(got).isInstanceOf(Tensor.class);
        var tensor = (Tensor) got;
        assertThat(tensor.shape()).containsExactly(bytes);
        assertThat(tensor.data().toArray(ValueLayout.JAVA_BYTE))
                .as("message %s of worker %s", sequence, worker)
                .isEqualTo(content(worker, sequence, bytes));
    }

    private static byte[] content(int worker, long sequence, long bytes) {
        var content = new byte[(int) bytes];
        new Random(worker * 1_000_003L + sequence).nextBytes(content);
        return content;
    }
}
