package dev.handoff.channel;

import dev.handoff.memory.Permits;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.ReceiverGoneException;
import java.lang.foreign.MemorySegment;

/** The permits of a channel that all of its workers share, for a sender: who waits for one is told if the receiver is gone. */
final class Space {
    private final Permits permits;
    private final Receiver receiver;

    Space(Permits permits, Receiver receiver) {
        this.permits = permits;
        this.receiver = receiver;
    }

    /** What is in the memory of a channel: a word that says that the receiver has closed, and the permits. */
    static Space of(MemorySegment memory, long gone, long permits, int capacity, long receiverPid) {
        return new Space(new Permits(memory, permits, capacity), new Receiver(memory, gone, receiverPid));
    }

    /**
     * Waits for a permit.
     *
     * @return its number; −1 if the patience came to an end
     * @throws HandoffException if the receiver is gone
     */
    int take(int worker, long sequence, Deadline patience) {
        while (true) {
            int permit = permits.take(worker, Deadline.in(Deadline.NAP));
            if (permit >= 0 || patience.passed()) {
                return permit;
            }
            if (receiver.isGone()) {
                throw ReceiverGoneException.before(sequence);
            }
        }
    }

    /** Whether nobody receives any more. Takes some microseconds. */
    boolean isForNobody() {
        return receiver.isGone();
    }

    void giveBack(int permit) {
        permits.giveBack(permit);
    }
}
