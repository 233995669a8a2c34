package dev.handoff.channel;

import dev.handoff.spi.Draft;
import java.lang.foreign.SegmentAllocator;

/** A draft in private memory, for every channel that moves the bytes of a payload. */
final class PrivateDraft implements Draft {
    private final Blocks.Lease memory;
    private final Sending sending;
    private boolean sent;

    /** How the object is sent. From then on the memory is the channel's, which gives it back when it has the bytes. */
    interface Sending {
        void send(Object value, Blocks.Lease memory);
    }

    PrivateDraft(Blocks.Lease memory, Sending sending) {
        this.memory = memory;
        this.sending = sending;
    }

    @Override
    public SegmentAllocator memory() {
        return memory;
    }

    @Override
    public void send(Object value) {
        sending.send(value, memory);
        sent = true;
    }

    @Override
    public void close() {
        if (!sent) {
            memory.close();
        }
    }
}
