package dev.handoff.workload;

import dev.handoff.spi.Payload;
import java.lang.foreign.SegmentAllocator;

/** The integer 1: what a light run sends, and too small to bear a stamp. */
public record OnePayload() implements Payload<Integer> {
    private static final long serialVersionUID = 1L;

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return "one";
    }

    @Override
    public long bytes() {
        return Integer.BYTES;
    }

    @Override
    public Integer make(int worker, long sequence, SegmentAllocator at) {
        return 1;
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!Integer.valueOf(1).equals(got)) {
            throw Stamps.another(this, got, worker, sequence);
        }
    }
}
