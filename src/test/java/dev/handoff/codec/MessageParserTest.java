package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.handoff.Codecs;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.EncodingException;
import dev.handoff.support.Edit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes in a message is an object, or is refused, and takes no memory for what it only announces. */
class MessageParserTest {
    private static final long MUCH = 70L << 20;
    private static final List<Valid> VALID = valid();

    /** A message as it should be. */
    private record Valid(Codec codec, ByteBuffer bytes) {}

    private static List<Valid> valid() {
        var samples = Stream.concat(Samples.flat(1).stream(), Samples.graphs(1).stream())
                .toList();
        List<Valid> valid = new ArrayList<>();
        for (var codec : Codecs.all()) {
            for (var sample : samples) {
                try {
                    var told = codec.allowing(Samples.TYPES);
                    var bytes = Bytes.encode(told, sample);
                    if (bytes.length < 4_000) {
                        valid.add(new Valid(told, ByteBuffer.wrap(bytes)));
                    }
                } catch (EncodingException e) {
                    // not every codec carries every sample
                }
            }
        }
        return valid;
    }

    @Property(seed = "3")
    void aMessageIsDecodedOrRefused(
            @ForAll @IntRange(max = 1_000_000) int which, @ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var message = VALID.get(which % VALID.size());
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        var bytes = Edit.apply(edits, message.bytes().array());
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Bytes.decode(message.codec(), bytes);
        } catch (CorruptMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("what %s takes", message.codec().name())
                .isLessThan(MUCH);
    }

    @Property(seed = "4")
    void aRawHeaderIsOneOrIsRefused(@ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var memory = MemorySegment.ofArray(new long[(int) RawHeader.MOST_BYTES / 8]);
        new RawHeader(ElementType.DOUBLE, List.of(1500L, 1500L, 3L), false).write(memory);
        var bytes = Edit.apply(edits, memory.toArray(ValueLayout.JAVA_BYTE));
        memory.fill((byte) 0);
        MemorySegment.copy(
                bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, (int) Math.min(bytes.length, RawHeader.MOST_BYTES));
        try {
            assertThat(RawHeader.read(memory).blockBytes()).isNotNegative();
        } catch (CorruptMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
