package dev.handoff.bench.handover;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.Draft;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One of two processes that throw a ball to each other. For one thread. */
record Side(Outbox outbox, Inbox inbox, long bytes, Mode mode) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The order is that of iceoryx2's benchmark: the next message is begun before the one that comes back is waited for. */
    long[] throwBalls(int balls) {
        var took = new long[balls];
        var limit = Deadline.in(LIMIT);
        var draft = begin(0);
        long before = System.nanoTime();
        for (int ball = 0; ball < balls; ball++) {
            draft.send();
            draft = begin(ball + 1);
            receive(ball, limit);
            long now = System.nanoTime();
            took[ball] = now - before;
            before = now;
        }
        draft.drop();
        return took;
    }

    void throwBack(int balls) {
        var limit = Deadline.in(LIMIT);
        for (int ball = 0; ball < balls; ball++) {
            var draft = begin(ball);
            receive(ball, limit);
            draft.send();
        }
    }

    /** Sends messages that bear when they should have been sent, and when they were. */
    void sendAtIntervals(int messages, long intervalNs) {
        long begin = System.nanoTime() + intervalNs;
        for (int i = 0; i < messages; i++) {
            long intended = begin + i * intervalNs;
            for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long sent = System.nanoTime();
            var message = begin(i);
            message.block().set(JAVA_LONG, 0, sent);
            message.block().set(JAVA_LONG, 8, intended);
            message.send();
        }
    }

    /** How long they took, from when they were sent, and from when they should have been. */
    Times receive(int messages) {
        var fromSent = new long[messages];
        var fromIntended = new long[messages];
        var limit = Deadline.in(LIMIT);
        for (int i = 0; i < messages; i++) {
            try (var received = inbox.next(limit)) {
                var block = ((Tensor) received.payload()).data();
                fromSent[i] = block.get(JAVA_LONG, 0);
                fromIntended[i] = block.get(JAVA_LONG, 8);
            }
            long now = System.nanoTime();
            fromSent[i] = now - fromSent[i];
            fromIntended[i] = now - fromIntended[i];
        }
        return new Times(fromSent, fromIntended);
    }

    private Message begin(int ball) {
        var draft = outbox.draft(ball, Stopwatch.NONE);
        var block = draft.memory().allocate(bytes, Long.BYTES);
        if (mode != Mode.DESCRIPTOR) {
            block.fill((byte) ball);
        }
        return new Message(draft, block);
    }

    private void receive(int ball, Deadline limit) {
        try (var received = inbox.next(limit)) {
            var block = ((Tensor) received.payload()).data();
            if (mode == Mode.CHECKED && sum(block) != (ball & 0xff) * 0x0101010101010101L * (bytes / Long.BYTES)) {
                throw new IllegalStateException("ball " + ball + " is not what was thrown");
            }
        }
    }

    private static long sum(MemorySegment block) {
        int words = Math.toIntExact(block.byteSize() / Long.BYTES);
        long sum = 0;
        for (int i = 0; i < words; i++) { // an int: such a loop becomes one over vectors
            sum += block.getAtIndex(JAVA_LONG, i);
        }
        return sum;
    }

    /** A message that was begun. */
    private record Message(Draft draft, MemorySegment block) {
        void send() {
            try (draft) {
                draft.send(new Tensor(ElementType.BYTE, List.of(block.byteSize()), block));
            }
        }

        void drop() {
            draft.close();
        }
    }
}
