package dev.handoff.channel;

import dev.handoff.memory.Looks;
import dev.handoff.memory.Sleeper;
import dev.handoff.memory.Words;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.ReceiverGoneException;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

/**
 * How many messages each worker may have under way: its share of the capacity. A message takes a credit when it is sent, and
 * gives it back when the parent has read it. Assumes that one process is worker <i>n</i>, once; each {@link Purse} is for
 * the thread that sends, the rest for the one that receives.
 *
 * <pre>
 *   0  gone    int   1 once the receiver has closed
 * 128  workers, each:
 *        0  returned  int   how many of the worker's messages were read, modulo 2^32; written by the parent
 *      128  sleeper   {@link Sleeper}   the worker; apart, as the parent reads it with each message, and a worker without credits
 *                     looks at the other line again and again
 * </pre>
 *
 * <p>Memory order: the parent writes {@code returned} with release, as who waits sees it with acquire: what it read before it
 * gave a credit back is read. Then it wakes the worker if it sleeps.
 *
 * <p>Death between any two stores: {@code returned} has one writer, and each step is one store. A parent that dies before
 * it writes is gone for good, and the worker that waits finds that out after its nap; one that dies before it wakes costs
 * that nap. What a worker has spent dies with it, as its share is nobody else's.
 */
final class Credits {
    /** Look again now and then: we may be interrupted, or the receiver may be gone. */
    static final long NAP_NS = Deadline.NAP.toNanos();

    private static final long GONE = 0;
    private static final long FIRST_WORKER = Words.LINE;
    private static final long SLEEPER = Words.LINE;
    private static final long WORKER = 2 * Words.LINE;

    private final MemorySegment memory;
    private final Sleeper[] sleepers;
    private final int[] given;

    Credits(MemorySegment memory, int workers) {
        this.memory = memory;
        this.sleepers = IntStream.range(0, workers)
                .mapToObj(worker -> new Sleeper(memory, returned(worker) + SLEEPER))
                .toArray(Sleeper[]::new);
        this.given = new int[workers];
    }

    /** The memory it takes, from offset 0 on. */
    static long bytes(int workers) {
        return returned(workers);
    }

    private static long returned(int worker) {
        return FIRST_WORKER + WORKER * worker;
    }

    /** A message of this worker was read. Called by the parent. */
    void giveBack(int worker) {
        Words.INT.setRelease(memory, returned(worker), ++given[worker]);
        sleepers[worker].wake();
    }

    /** Nothing will be read any more: those who wait are told. Called by the parent. */
    void leave() {
        Receiver.leaves(memory, GONE);
        for (var sleeper : sleepers) {
            sleeper.wake();
        }
    }

    Purse purse(int worker, int share, long receiverPid) {
        return new Purse(returned(worker), sleepers[worker], share, new Receiver(memory, GONE, receiverPid));
    }

    /** The credits of one worker, for the thread that sends. */
    final class Purse {
        private final long returned;
        private final Sleeper sleeper;
        private final int share;
        private final Receiver receiver;
        private final Looks looks = Looks.ofMemory(given.length);
        private int sent;
        private int seen;

        private Purse(long returned, Sleeper sleeper, int share, Receiver receiver) {
            this.returned = returned;
            this.sleeper = sleeper;
            this.share = share;
            this.receiver = receiver;
        }

        /** Waits until there is a credit. It is taken only by {@link #spend}. */
        void await(long sequence) {
            for (int look = 0; sent - seen >= share; look++) {
                seen = returned();
                if (sent - seen >= share) {
                    if (looks.goOn(look)) {
                        Thread.onSpinWait();
                    } else {
                        sleep(sequence);
                    }
                }
            }
        }

        private void sleep(long sequence) {
            if (Thread.currentThread().isInterrupted()) {
                throw new HandoffException("interrupted while message " + sequence + " waited for space");
            }
            if (!sleeper.sleepUnless(() -> returned() != seen, NAP_NS) && receiver.isGone()) {
                throw ReceiverGoneException.before(sequence);
            }
        }

        private int returned() {
            return (int) Words.INT.getAcquire(memory, returned);
        }

        /** The message was sent. */
        void spend() {
            sent++;
        }
    }
}
