package dev.handoff.channel;

import java.lang.foreign.MemorySegment;

/** A worker's end of a stream of bytes that no other worker writes. One thread at a time. */
interface Lane extends AutoCloseable {
    /**
     * Writes two pieces of native memory, one after the other, and waits while the stream is full. When it returns both
     * are on their way and may be used again.
     *
     * @param headBytes how much of the first, from its beginning
     * @throws dev.handoff.spi.HandoffException if the receiver is gone
     */
    void write(MemorySegment head, long headBytes, MemorySegment body);

    @Override
    void close();
}
