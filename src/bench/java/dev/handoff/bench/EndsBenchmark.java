package dev.handoff.bench;

import dev.handoff.Codecs;
import dev.handoff.channel.Ring;
import dev.handoff.memory.Loan;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What each end of a ring takes for a message of 64 bytes, with the raw codec: both ends in one thread,
 * a batch in, a batch out, so that no cache line travels and nobody waits.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class EndsBenchmark {
    private static final int BATCH = 1000;
    private static final long BYTES = 64;

    /** Both ends of a ring. */
    @State(Scope.Thread)
    public static class Ends {
        private Inbox inbox;
        private Outbox outbox;
        private long sequence;

        /** Opens both. */
        @Setup
        public void open() {
            inbox = new Ring(0).open(new Terms(1, 2 * BATCH, Codecs.raw(), BYTES));
            outbox = inbox.connector().connect(0, failure -> {});
        }

        void send() {
            for (int i = 0; i < BATCH; i++) {
                try (var draft = outbox.draft(sequence++, Stopwatch.NONE)) {
                    var block = draft.memory().allocate(BYTES, Long.BYTES);
                    draft.send(new Tensor(ElementType.BYTE, List.of(BYTES), block));
                }
            }
        }

        long receive() {
            long sum = 0;
            for (int i = 0; i < BATCH; i++) {
                try (var received = inbox.next(Deadline.NOW)) {
                    sum += ((Tensor) received.payload()).data().get(ValueLayout.JAVA_BYTE, 0);
                }
            }
            return sum;
        }

        /** Closes both. */
        @TearDown
        public void close() {
            outbox.close();
            inbox.close();
        }
    }

    /** Ends of which nothing is on its way. */
    public static class Drained extends Ends {
        /** Takes what is there. */
        @TearDown(Level.Invocation)
        public void drain() {
            receive();
        }
    }

    /** Ends with a batch on its way. */
    public static class Filled extends Ends {
        /** Sends a batch. */
        @Setup(Level.Invocation)
        public void fill() {
            send();
        }
    }

    /**
     * Sends.
     *
     * @param ends of a ring
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void send(Drained ends) {
        ends.send();
    }

    /**
     * Receives.
     *
     * @param ends of a ring
     * @return a sum of what was read
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long receive(Filled ends) {
        return ends.receive();
    }

    /** Memory that is lent, and what was lent last: a reader may keep it, so that it must be made. */
    @State(Scope.Thread)
    public static class Lent {
        private static final List<Long> SHAPE = List.of(BYTES);

        private final Arena arena = Arena.ofShared();
        private final MemorySegment memory = arena.allocate(BYTES, Long.BYTES);
        private Tensor tensor;

        /** Gives the memory back. */
        @TearDown
        public void close() {
            arena.close();
        }
    }

    /**
     * Lends a block, makes a tensor of it, reads from it, and ends the loan: the part of receiving that has nothing to do with
     * a ring.
     *
     * @param lent the block
     * @return what was read
     */
    @Benchmark
    public byte lend(Lent lent) {
        var loan = new Loan(lent.memory);
        lent.tensor = new Tensor(ElementType.BYTE, Lent.SHAPE, loan.view());
        byte first = lent.tensor.data().get(ValueLayout.JAVA_BYTE, 0);
        loan.close();
        return first;
    }
}
