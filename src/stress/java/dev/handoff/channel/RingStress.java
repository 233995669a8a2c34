package dev.handoff.channel;

import dev.handoff.memory.Words;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The words of {@link RingLayout} in the order in which a worker writes and a parent lies down: bytes plainly, then {@code
 * written}; {@code asleep}, then a last look.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "the parent saw nothing, and is woken")
@Outcome(id = "1, 1, 7", expect = Expect.ACCEPTABLE, desc = "it saw the bytes, and is woken for nothing")
@Outcome(id = "0, 1, 7", expect = Expect.ACCEPTABLE, desc = "it saw the bytes, and nobody wakes it")
@Outcome(expect = Expect.FORBIDDEN, desc = "the wake is lost, or the bytes are not there")
@State
public class RingStress {
    private static final RingLayout LAYOUT = new RingLayout(1, Ring.LEAST_BYTES);

    private static final long ASLEEP = RingLayout.PARENT + 4;

    private final MemorySegment memory = Arena.ofAuto().allocate(LAYOUT.total(), 128);
    private final long control = LAYOUT.worker(0);
    private final MemorySegment ring = LAYOUT.ring(memory, 0);

    @Actor
    public void worker(III_Result result) {
        Words.INT.set(ring, 0L, 7);
        Words.INT.setVolatile(memory, control + RingLayout.WRITTEN, 1);
        result.r1 = (int) Words.INT.getVolatile(memory, ASLEEP);
    }

    @Actor
    public void parent(III_Result result) {
        Words.INT.setVolatile(memory, ASLEEP, 1);
        result.r2 = (int) Words.INT.getVolatile(memory, control + RingLayout.WRITTEN);
        result.r3 = result.r2 == 1 ? (int) Words.INT.get(ring, 0L) : 0;
    }
}
