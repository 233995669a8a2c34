package dev.handoff.channel;

import dev.handoff.memory.ProcessIdentity;
import dev.handoff.memory.Words;
import java.lang.foreign.MemorySegment;

/**
 * What senders know of the process that receives. A word of shared memory, 0 at first, is 1 once it has closed; if it
 * died instead, its process is gone. For any thread.
 */
final class Receiver {
    private final MemorySegment segment;
    private final long offset;
    private final ProcessIdentity process;

    /**
     * @param offset of the word, bytes, a multiple of 4
     * @param pid the receiving process, which lives; none that has its number later is taken for it
     */
    Receiver(MemorySegment segment, long offset, long pid) {
        this.segment = segment;
        this.offset = offset;
        this.process = ProcessIdentity.of(pid);
    }

    /** Says that nothing will be received any more. */
    static void leaves(MemorySegment segment, long offset) {
        Words.INT.setVolatile(segment, offset, 1);
    }

    /** Takes some microseconds: to be asked after a nap, not for each message. */
    boolean isGone() {
        return (int) Words.INT.getVolatile(segment, offset) == 1 || !process.isAlive();
    }
}
