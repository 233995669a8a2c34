package dev.handoff.channel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Received;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small messages in number through the channels without locks, from two threads of another process; each is checked, and
 * all are counted. The suite sends a hundred thousand over each; {@code -Dhandoff.messages=100000000} makes it the long run.
 * Every wait has a limit, so that the run needs none.
 */
class ManyMessagesTest {
    private static final long MESSAGES = Long.getLong("handoff.messages", 100_000);
    private static final int WORKERS = 2;
    private static final int CAPACITY = 32;
    private static final int MOST_WORDS = 7; // odd: messages end anywhere in the ring

    static Stream<Channel> channels() {
        return Stream.of(new Ring(Ring.LEAST_BYTES), new Ring(0), new SharedSlots());
    }

    @ParameterizedTest
    @MethodSource("channels")
    void everyOneArrivesOnceInOrderAndWhole(Channel channel) throws IOException, InterruptedException {
        long each = MESSAGES / WORKERS;
        var terms = new Terms(WORKERS, CAPACITY, new RawCodec(), (long) MOST_WORDS * Long.BYTES);
        try (var inbox = channel.open(terms);
                var other = OtherJvm.start(Sending.class, SharedChannelTest.text(inbox.connector()), each)) {
            var arrived = new long[WORKERS];
            for (long i = 0; i < each * WORKERS; i++) {
                try (var received = inbox.next(Crew.limit())) {
                    check(received, arrived[received.worker()]++);
                }
            }
            other.join();
            assertThat(arrived).containsOnly(each);
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
    }

    private static void check(Received received, long sequence) {
        var words = ((Tensor) received.payload()).data();
        boolean whole = received.sequence() == sequence && words.byteSize() == (long) words(sequence) * Long.BYTES;
        for (int i = 0; whole && i < words(sequence); i++) {
            whole = words.getAtIndex(JAVA_LONG, i) == word(received.worker(), sequence, i);
        }
        if (!whole) { // no assertion for each of them: it would take longer than the message
            throw new AssertionError("message " + sequence + " of worker " + received.worker() + " came as "
                    + received.sequence() + ", " + List.of(words.toArray(JAVA_LONG)));
        }
    }

    private static int words(long sequence) {
        return 1 + (int) (sequence % MOST_WORDS);
    }

    /** Other ones for every place in every message of every worker. */
    private static long word(int worker, long sequence, int place) {
        return ((sequence * MOST_WORDS + place) * WORKERS + worker) * 0x9E3779B97F4A7C15L;
    }

    /** The workers: threads, each with an end of its own. */
    static final class Sending {
        public static void main(String[] arguments) throws Exception {
            var connector = SharedChannelTest.connector(arguments[0]);
            long each = Long.parseLong(arguments[1]);
            var threads = IntStream.range(0, WORKERS)
                    .mapToObj(worker -> Thread.ofPlatform().start(() -> {
                        try (var outbox = connector.connect(worker, Throwable::printStackTrace)) {
                            for (long sequence = 0; sequence < each; sequence++) {
                                send(outbox, worker, sequence);
                            }
                        }
                    }))
                    .toList();
            for (var thread : threads) {
                thread.join();
            }
        }

        private static void send(Outbox outbox, int worker, long sequence) {
            try (var draft = outbox.draft(sequence, Stopwatch.NONE)) {
                long words = words(sequence);
                var block = draft.memory().allocate(words * Long.BYTES, Long.BYTES);
                for (int i = 0; i < words; i++) {
                    block.setAtIndex(JAVA_LONG, i, word(worker, sequence, i));
                }
                draft.send(new Tensor(ElementType.LONG, List.of(words), block));
            }
        }
    }
}
