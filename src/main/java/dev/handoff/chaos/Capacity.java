package dev.handoff.chaos;

import dev.handoff.memory.CurrentThread;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Stopwatch;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the workers of a channel share, after a run: all of it must be free again, whoever died with some of it. So as many
 * messages as the capacity can be sent while none is received.
 */
final class Capacity {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Capacity() {}

    /** What is wrong with it, in words; empty if nothing is. Nobody sends any more. */
    static String wrong(Inbox inbox) {
        if (inbox.next(Deadline.NOW) != null) { // which gives back what those held who died last
            return "a message came after the last";
        }
        var sent = new AtomicInteger();
        var sender = Thread.ofPlatform()
                .name("handoff-capacity")
                .daemon()
                .uncaughtExceptionHandler((thread, e) -> {}) // what it could not send is seen
                .start(() -> send(inbox, sent));
        try {
            var _ = sender.join(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.interrupt();
        int received = 0;
        while (received < sent.get() && take(inbox, received)) {
            received++;
        }
        CurrentThread.join(sender);
        return received == inbox.capacity()
                ? ""
                : "of the capacity of " + inbox.capacity() + " were free " + sent + ", and arrived " + received;
    }

    private static void send(Inbox inbox, AtomicInteger sent) {
        try (var outbox = inbox.connector().connect(0, failure -> {})) {
            for (int sequence = 0; sequence < inbox.capacity(); sequence++) {
                try (var draft = outbox.draft(sequence, Stopwatch.NONE)) {
                    draft.send(1);
                }
                sent.incrementAndGet();
            }
        }
    }

    private static boolean take(Inbox inbox, int expected) {
        try (var received = inbox.next(Deadline.in(LIMIT))) {
            return received != null
                    && received.sequence() == expected
                    && Integer.valueOf(1).equals(received.payload());
        }
    }
}
