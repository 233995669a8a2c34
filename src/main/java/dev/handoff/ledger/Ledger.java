package dev.handoff.ledger;

import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Composite;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The phases of every message of a run, in shared memory, so that they outlive the worker that wrote them. One row for
 * each message, {@code worker × messages + sequence}, two cache lines long:
 *
 * <pre>
 *   0  start      long    when the worker began, System.nanoTime()
 *   8  phases     long[8] nanoseconds charged to each phase of the worker, by Phase.ordinal()
 *  72  last       long    the stopwatch's last stamp
 *  80  published  long    when the worker had finished; 0 before
 *  88  left       int     the phase that was charged last, Phase.ordinal() + 1; 0 before
 * 128  next row
 * </pre>
 *
 * <p>Assumes that each row is written by one thread at a time, of one worker; the parent reads, from any thread. Guarantees
 * that a row whose {@code published} is not 0 is complete: all else is written plainly before it, it with release, and read
 * with acquire. A row without it is only a glance. Writing takes one clock reading and three stores for each phase; it
 * allocates nothing and calls no system function.
 *
 * <p>Death between any two stores: {@code published} is one store, so no row that lacks something says that it is complete. In
 * a row without it the phase that was charged last may be there by halves, charged but not yet in {@code last} and {@code
 * left}, or the other way round: no more than that is lost, and no other row.
 */
public final class Ledger implements AutoCloseable {
    /** The most messages of a run that are recorded one by one. */
    public static final long MAX_MESSAGES = 1_000_000;

    private static final long START = 0;
    private static final long PHASES = 8;
    private static final long LAST = 72;
    private static final long PUBLISHED = 80;
    private static final long LEFT = 88;
    private static final long ROW = 128;

    private final Region region;
    private final int messages;

    private Ledger(Region region, int messages) {
        this.region = region;
        this.messages = messages;
    }

    /**
     * Makes a ledger.
     *
     * @param workers how many workers
     * @param messages how many messages of each
     * @return the ledger
     * @throws IllegalArgumentException if there are more than {@link #MAX_MESSAGES} in all
     */
    public static Ledger create(int workers, int messages) {
        long rows = (long) workers * messages;
        if (rows > MAX_MESSAGES) {
            throw new IllegalArgumentException(
                    workers + " workers × " + messages + " messages are " + rows + "; the ledger records at most "
                            + MAX_MESSAGES + ": use fewer messages, or run without the ledger");
        }
        return new Ledger(Region.create("ledger", rows * ROW), messages);
    }

    /**
     * What a worker needs to write in it.
     *
     * @return the address, which travels to the worker
     */
    public Address address() {
        return new Address(region.path(), messages);
    }

    /**
     * Where a ledger lies.
     *
     * @param path of its region
     * @param messages of each worker
     */
    public record Address(String path, int messages) implements Composite {
        Address(Iterator<?> parts) {
            this((String) parts.next(), (int) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(path, messages);
        }

        /**
         * Opens the ledger in another process.
         *
         * @return the same ledger
         */
        public Ledger open() {
            return Region.open(path, region -> new Ledger(region, messages));
        }
    }

    /**
     * The stopwatches of one worker. They are used again and again, so that a message allocates none.
     *
     * @param worker the worker, from 0
     * @param underWay how many messages may be under way at once before the first of them is published
     * @return the stopwatches
     */
    public Stopwatches stopwatches(int worker, int underWay) {
        var rows = new Row[underWay];
        for (int i = 0; i < underWay; i++) {
            rows[i] = new Row(region.segment());
        }
        return sequence -> {
            var row = rows[(int) (sequence % underWay)];
            row.start(row(worker, sequence));
            return row;
        };
    }

    /** Hands out stopwatches. */
    @FunctionalInterface
    public interface Stopwatches {
        /** Records nothing. */
        Stopwatches NONE = sequence -> Stopwatch.NONE;

        /**
         * Starts a message's stopwatch.
         *
         * @param sequence the number of the message, from 0
         * @return the stopwatch, running
         */
        Stopwatch start(long sequence);
    }

    private long row(int worker, long sequence) {
        return (worker * (long) messages + sequence) * ROW;
    }

    /** How many messages of each worker it has room for. */
    int messages() {
        return messages;
    }

    /** When the worker had finished with a message; 0 before. What it wrote before that is then seen, too. */
    long published(int worker, long sequence) {
        return (long) Words.LONG.getAcquire(region.segment(), row(worker, sequence) + PUBLISHED);
    }

    /** Whether a message is made and has its place in the channel: then both have taken some time. */
    boolean entered(int worker, long sequence) {
        return (charged(worker, sequence, Phase.PRODUCE) && charged(worker, sequence, Phase.WAIT_FOR_SPACE))
                || published(worker, sequence) != 0;
    }

    private boolean charged(int worker, long sequence, Phase phase) {
        return (long) Words.LONG.getOpaque(region.segment(), row(worker, sequence) + PHASES + 8L * phase.ordinal())
                != 0;
    }

    /**
     * What a worker was doing with a message when it wrote in the ledger last. Of a worker that lives it is only a glance.
     *
     * @param worker the worker, from 0
     * @param sequence the number of the message
     * @param phases the phases that a worker goes through, in their order
     * @return the phase it was in; {@link Phase#IN_FLIGHT} if it had finished; null if it had not begun
     */
    public Phase phase(int worker, long sequence, List<Phase> phases) {
        var memory = region.segment();
        long row = row(worker, sequence);
        if ((long) Words.LONG.getAcquire(memory, row + START) == 0) {
            return null;
        }
        if (published(worker, sequence) != 0) {
            return Phase.IN_FLIGHT;
        }
        int left = (int) Words.INT.getAcquire(memory, row + LEFT);
        if (left == 0) {
            return phases.getFirst();
        }
        var phase = Phase.values()[left - 1];
        return phases.get(Math.min(phases.indexOf(phase) + 1, phases.size() - 1));
    }

    /**
     * Ends a message where the phases end that its sender charged, which died after it had sent it and before it could say so.
     * Its last stamp may lack the last of them, or be without it.
     *
     * @param worker the worker, from 0; the caller knows that it has died
     * @param sequence the number of the message, which has arrived
     */
    public void finish(int worker, long sequence) {
        if (published(worker, sequence) == 0) {
            long row = row(worker, sequence);
            var memory = region.segment();
            long end = memory.get(ValueLayout.JAVA_LONG, row + START);
            for (long nanoseconds : phases(row)) {
                end += nanoseconds;
            }
            Words.LONG.setRelease(memory, row + PUBLISHED, end);
        }
    }

    private List<Long> phases(long row) {
        List<Long> phases = new ArrayList<>(Message.WORKER_PHASES);
        for (int phase = 0; phase < Message.WORKER_PHASES; phase++) {
            phases.add(region.segment().get(ValueLayout.JAVA_LONG, row + PHASES + 8L * phase));
        }
        return phases;
    }

    /** What a worker wrote of a message, joined with what the parent saw of it. */
    Message message(
            int worker, long sequence, long asked, long readFrom, long decodeFrom, long consumeFrom, long done) {
        var memory = region.segment();
        long row = row(worker, sequence);
        long published = published(worker, sequence);
        if (published == 0) {
            throw new HandoffException("message " + sequence + " of worker " + worker
                    + " arrived, but its sender never finished it in the ledger");
        }
        long start = memory.get(ValueLayout.JAVA_LONG, row + START);
        return new Message(
                worker, sequence, start, phases(row), published, asked, readFrom, decodeFrom, consumeFrom, done);
    }

    @Override
    public void close() {
        region.close();
    }

    /** A stopwatch that writes into a row. */
    private static final class Row implements Stopwatch {
        private final MemorySegment memory;
        private long row;

        Row(MemorySegment memory) {
            this.memory = memory;
        }

        void start(long at) {
            row = at;
            long now = System.nanoTime();
            memory.set(ValueLayout.JAVA_LONG, row + START, now);
            memory.set(ValueLayout.JAVA_LONG, row + LAST, now);
        }

        @Override
        public void charge(Phase left) {
            long now = System.nanoTime();
            long phase = row + PHASES + 8L * left.ordinal();
            long since = now - memory.get(ValueLayout.JAVA_LONG, row + LAST);
            memory.set(ValueLayout.JAVA_LONG, phase, memory.get(ValueLayout.JAVA_LONG, phase) + since);
            memory.set(ValueLayout.JAVA_LONG, row + LAST, now);
            memory.set(ValueLayout.JAVA_INT, row + LEFT, left.ordinal() + 1);
        }

        @Override
        public void published() {
            Words.LONG.setRelease(memory, row + PUBLISHED, memory.get(ValueLayout.JAVA_LONG, row + LAST));
        }
    }
}
