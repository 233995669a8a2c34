package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.codec.ForyCodec;
import dev.handoff.codec.JacksonCodec;
import dev.handoff.codec.JacksonCodec.Format;
import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.KryoCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.memory.AvailableMemory;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Stopwatch;
import dev.handoff.support.Crew;
import dev.handoff.workload.Catalogue;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages around 2³¹ bytes, where an {@code int} ends, pass every channel and every codec whole. Takes some minutes and 7 GB of memory, so it
 * runs only when asked for: {@code ./handoff test -Dgroups=slow -DexcludedGroups= -Dtest=LargeMessagesTest}.
 */
@Tag("slow")
@Timeout(600)
class LargeMessagesTest {
    private static final long TAKEN = 7L << 30;
    private static final long INT_ENDS = 1L << 31;

    static Stream<Channel> channels() {
        return Stream.of(
                new PipeQueue(1 << 20),
                new Pipes(1 << 20),
                Sockets.unix(),
                Sockets.tcp(),
                NamedFiles.onDisk(),
                NamedFiles.onDisk().mapped(),
                new Ring(0),
                new SharedSlots());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aMessageMayBeLargerThanAnIntCounts(Channel channel) {
        for (long bytes : new long[] {INT_ENDS - 1, INT_ENDS + 6}) {
            assertPasses(channel, new RawCodec(), bytes);
        }
    }

    static Stream<Codec> codecs() {
        return Stream.of(
                new JavaCodec(),
                new JacksonCodec(Format.JSON),
                new JacksonCodec(Format.CBOR),
                new JacksonCodec(Format.SMILE),
                new KryoCodec(),
                new ForyCodec());
    }

    /** As a file, because what a codec writes is larger than the block. */
    @ParameterizedTest
    @MethodSource("codecs")
    void anObjectMayBeLargerThanAnIntCounts(Codec codec) {
        assertPasses(NamedFiles.onDisk(), codec, INT_ENDS + 6);
    }

    private static void assertPasses(Channel channel, Codec codec, long bytes) {
        assumeTrue(AvailableMemory.bytes() > TAKEN, "less than 7 GB of memory are available");
        var payload = Catalogue.named("bytes:" + bytes);
        try (var inbox = channel.open(new Terms(1, 1, codec.allowing(payload.types()), bytes));
                var crew = new Crew()) {
            crew.start(() -> {
                try (var outbox = inbox.connector().connect(0, e -> {
                            throw new AssertionError(e);
                        });
                        var draft = outbox.draft(7, Stopwatch.NONE)) {
                    draft.send(payload.make(0, 7, draft.memory()));
                }
            });
            try (var received = inbox.next(Deadline.in(Duration.ofMinutes(5)))) {
                assertThat(received.sequence()).isEqualTo(7);
                payload.check(received.payload(), 0, 7);
            }
            crew.join();
        }
    }
}
