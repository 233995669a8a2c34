package dev.handoff.channel;

import dev.handoff.spi.HandoffException;
import java.lang.foreign.MemorySegment;

/**
 * Writes into a slot. What does not fit is dropped and counted, so that the error can say what would fit; no codec has an
 * exception of ours to wrap meanwhile.
 */
final class SlotSink extends MemorySink {
    private static final long SMALL = 256;

    private long bytes;

    SlotSink(MemorySegment slot, int begin) {
        super(slot);
        rewind(begin);
        bytes = begin;
    }

    /**
     * Whether the slot's last message left the same there, as it does with a header. Then it is not written again, and the
     * cache lines stay with the receiver, who would wait for them.
     */
    private boolean isThere(MemorySegment block) {
        long size = block.byteSize();
        return size <= SMALL && MemorySegment.mismatch(block, 0, size, memory(), position(), position() + size) < 0;
    }

    @Override
    MemorySegment grow(MemorySegment full, long written, long needed) {
        throw new AssertionError("what does not fit is not written");
    }

    private boolean fits(long more) {
        bytes += more;
        return bytes <= memory().byteSize();
    }

    @Override
    public void write(MemorySegment block) {
        if (fits(block.byteSize())) {
            if (isThere(block)) {
                claim(block.byteSize());
            } else {
                super.write(block);
            }
        }
    }

    @Override
    public void write(int b) {
        if (fits(1)) {
            super.write(b);
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        if (fits(length)) {
            super.write(from, offset, length);
        }
    }

    /** To be asked when everything was written. */
    void checkFit() {
        if (bytes > memory().byteSize()) {
            throw new HandoffException("the message takes " + bytes + " bytes, its slot has " + memory().byteSize()
                    + "; use slots for the largest message, as in Route.slots(" + bytes
                    + ") if this is it, or the queue, which takes any");
        }
    }
}
