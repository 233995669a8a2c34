package dev.handoff.engine;

import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import dev.handoff.workload.FlatPayload;
import java.lang.foreign.SegmentAllocator;

/** Doubles that take their time to be made, in the worker, and to be checked, in the parent. */
record SlowPayload(int doubles, long makeMs, long checkMs) implements Payload<Tensor> {
    private static final long serialVersionUID = 1L;

    SlowPayload(long makeMs, long checkMs) {
        this(100, makeMs, checkMs);
    }

    private FlatPayload real() {
        return FlatPayload.parse("zeros:" + doubles);
    }

    @Override
    public String describe() {
        return real().describe();
    }

    @Override
    public long bytes() {
        return real().bytes();
    }

    @Override
    public boolean isFlat() {
        return true;
    }

    @Override
    public Tensor make(int worker, long sequence, SegmentAllocator at) {
        Work.pause(makeMs);
        return real().make(worker, sequence, at);
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        Work.pause(checkMs);
        real().check(got, worker, sequence);
    }
}
