package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.spi.Composite;
import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/** The parent's end: a stream of bytes from each worker. One thread at a time. */
interface Lanes extends AutoCloseable {
    /** What the workers need. */
    Way way();

    /**
     * One of the streams that can be read, without waiting and without asking the system. They are taken in turn.
     *
     * @return the number of its worker; −1 if none is known to be
     */
    default int ready() {
        return -1;
    }

    /**
     * Waits until one of the streams can be read, if only to see that it ended, and takes them in turn.
     *
     * @return the number of its worker; −1 if the deadline passed
     */
    int awaitAny(Deadline deadline);

    /**
     * Reads what is there, and waits only if there is nothing.
     *
     * @return how many bytes; {@link ByteStream#NOTHING} if the deadline passed; {@link ByteStream#ENDED} if the sender
     *     closed the stream or is gone, and nothing is left in it: then {@link #awaitAny} does not name it again
     */
    long read(int worker, MemorySegment to, Deadline deadline);

    @Override
    void close();

    /** Travels to the workers, serialized. */
    interface Way extends Composite {
        Lane connect(int worker);
    }
}
