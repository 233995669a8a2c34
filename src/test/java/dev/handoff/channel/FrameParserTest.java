package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.memory.ByteStream;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.support.Edit;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever comes out of a stream is a frame, or is refused. */
class FrameParserTest {
    private static final int WORKERS = 3;
    private static final int PERMITS = 5;
    private static final Buffer LARGE = new Buffer();
    private static final FrameReader READER = new FrameReader(WORKERS, PERMITS, true, LARGE);

    @AfterContainer
    static void free() {
        LARGE.free();
    }

    @Property(seed = "1")
    void aStreamIsReadToItsEndOrRefused(@ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var bytes = Edit.apply(edits, valid());
        var from = new Bytes(bytes);
        long body = 0;
        try {
            READER.drop();
            while (READER.next(from, Deadline.never())) {
                var frame = READER.frame();
                assertThat(frame.worker()).isBetween(0, WORKERS - 1);
                assertThat(frame.permit()).isBetween(0, PERMITS - 1);
                assertThat(frame.sequence()).isNotNegative();
                try (var lent = READER.lend()) {
                    body += lent.view().byteSize();
                }
            }
            assertThat(from.at).isEqualTo(bytes.length);
        } catch (HandoffException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(body).isLessThanOrEqualTo(bytes.length);
    }

    @Property(seed = "2")
    void anAnnouncementIsOneOrIsRefused(@ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var memory = MemorySegment.ofArray(new long[(int) Announcement.BYTES / 8]);
        new Announcement(new Frame(1, 2, 3, 4), 5).write(memory);
        var bytes = Edit.apply(edits, memory.toArray(ValueLayout.JAVA_BYTE));
        memory.fill((byte) 0);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, (int) Math.min(bytes.length, memory.byteSize()));
        try {
            var read = Announcement.read(memory, WORKERS, PERMITS);
            assertThat(read.frame().permit()).isBetween(0, PERMITS - 1);
        } catch (HandoffException e) {
            assertThat(e.getMessage()).startsWith("no frame header: ");
        }
    }

    /** Larger than the memory that is taken on the word of a header alone, so that it grows on the way. */
    @Example
    void aLargeMessageThatIsThereWholeIsReadEvenIfTheDeadlineHasPassed() {
        long bytes = (64L << 20) + 128;
        var header = MemorySegment.ofArray(new long[(int) Frame.HEADER / 8]);
        new Frame(1, 2, bytes, 3).write(header);
        var left = new long[] {Frame.HEADER + bytes};
        READER.drop();
        boolean isThere = READER.next(
                (to, deadline) -> {
                    boolean first = left[0] == Frame.HEADER + bytes;
                    long some = first ? Frame.HEADER : Math.min(to.byteSize(), left[0]);
                    if (first) {
                        to.copyFrom(header);
                    }
                    left[0] -= some;
                    return some;
                },
                Deadline.in(Duration.ZERO));
        assertThat(isThere).isTrue();
        assertThat(READER.frame()).isEqualTo(new Frame(1, 2, bytes, 3));
        try (var body = READER.lend()) {
            assertThat(body.view().byteSize()).isEqualTo(bytes);
        }
    }

    private static byte[] valid() {
        var all = new ByteArrayOutputStream();
        for (int message = 0; message < 3; message++) {
            var memory = MemorySegment.ofArray(new long[(int) Frame.HEADER / 8 + message]);
            new Frame(message, message, 8L * message, message).write(memory);
            all.writeBytes(memory.toArray(ValueLayout.JAVA_BYTE));
        }
        return all.toByteArray();
    }

    /** What is left, a few bytes at a time. */
    private static final class Bytes implements FrameReader.Bytes {
        private final byte[] bytes;
        private int at;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long read(MemorySegment to, Deadline deadline) {
            int some = (int) Math.min(Math.min(to.byteSize(), bytes.length - at), 7);
            MemorySegment.copy(bytes, at, to, ValueLayout.JAVA_BYTE, 0, some);
            at += some;
            return some == 0 ? ByteStream.ENDED : some;
        }
    }
}
