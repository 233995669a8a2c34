package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.handoff.ledger.ProcessMeter;
import dev.handoff.spi.Channel.Copied;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds each route to the copies that its channel declares, for a flat payload and for an object, with a codec that leaves
 * a block as it lies and with one that writes a stream. A new route joins by being in the catalogue.
 */
@Timeout(120)
class RouteCopiesTest {
    private static final int BYTES = 1 << 20;
    private static final int MESSAGES = 10;
    /** Headers, what the test itself reads, and what the JVM loads meanwhile. */
    private static final double NOISE = 0.15;

    record Case(Route route, boolean flat) {
        Object make(SegmentAllocator at) {
            return flat
                    ? new Tensor(
                            ElementType.BYTE,
                            List.of((long) BYTES),
                            at.allocate(BYTES, 8).fill((byte) 3))
                    : new byte[BYTES];
        }

        @Override
        public String toString() {
            return route.name() + "/" + route.codec().name() + ", " + (flat ? "flat" : "an object");
        }
    }

    static Stream<Case> cases() {
        return Route.all().stream()
                .flatMap(RouteCopiesTest::routes)
                .flatMap(route -> Stream.of(new Case(route, true), new Case(route, false)))
                .filter(way -> way.flat || !way.route.codec().equals(Codecs.raw()));
    }

    /** Both kinds of codec, or none where a reference is passed. */
    private static Stream<Route> routes(Route route) {
        return route.channel().withinProcess()
                ? Stream.of(route)
                : Stream.of(route.with(Codecs.raw()), route.with(Codecs.java()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPayloadIsCopiedAsOftenAsDeclared(Case way) {
        var declared = way.route.copies(way.flat);
        assertThat(declared)
                .as(
                        "the channel %s does not say how often it copies; it must override Channel.copies",
                        way.route.name())
                .isNotEqualTo(Copied.UNDECLARED);
        try (var inbox = way.route.channel().open(new Terms(1, 2, way.route.codec(), BYTES));
                var crew = new Crew()) {
            var measured = new CountDownLatch(1);
            crew.start(() -> send(way, inbox.connector(), measured));
            receive(inbox); // what grows, or is loaded, with the first messages has done so then
            var before = ProcessMeter.ofProcess();
            measured.countDown();
            receive(inbox);
            crew.join();
            var moved = ProcessMeter.ofProcess().since(before).use(0, 0).moved();
            double sent = (double) MESSAGES * BYTES;
            assertThat(moved.copiedBytes() / sent).as("copies in user space").isCloseTo(declared.user(), within(NOISE));
            assertThat(moved.kernelBytes() / sent)
                    .as("copies by the system")
                    .isCloseTo(declared.kernel(), within(NOISE));
        }
    }

    private static void send(Case way, Connector connector, CountDownLatch measured) throws InterruptedException {
        try (var outbox = connector.connect(0, failure -> {})) {
            for (int i = 0; i < 2 * MESSAGES; i++) {
                if (i == MESSAGES) {
                    measured.await();
                }
                try (var draft = outbox.draft(i, Stopwatch.NONE)) {
                    draft.send(way.make(draft.memory()));
                }
            }
        }
    }

    private static void receive(Inbox inbox) {
        for (int i = 0; i < MESSAGES; i++) {
            try (var received = inbox.next(Crew.limit())) {
                assertThat(received.payload()).isNotNull();
            }
        }
    }
}
