package dev.handoff.channel;

import dev.handoff.memory.Words;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The order in which bytes are written and read, with the words of {@link RingLayout}: bytes plainly, then {@code written} with
 * release; the parent reads that with acquire, then the bytes. That no wake is lost is what {@code SleeperStress} shows.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not written yet, and not looked at")
@Outcome(id = "1, 7", expect = Expect.ACCEPTABLE, desc = "written, and the bytes are there")
@Outcome(expect = Expect.FORBIDDEN, desc = "written, and the bytes are not there")
@State
public class RingStress {
    private static final RingLayout LAYOUT = new RingLayout(1, Ring.LEAST_BYTES);

    private final MemorySegment memory = Arena.ofAuto().allocate(LAYOUT.total(), 128);
    private final long control = LAYOUT.worker(0);
    private final MemorySegment ring = LAYOUT.ring(memory, 0);

    @Actor
    public void worker() {
        Words.INT.set(ring, 0L, 7);
        Words.INT.setRelease(memory, control + RingLayout.WRITTEN, 1);
    }

    @Actor
    public void parent(II_Result result) {
        result.r1 = (int) Words.INT.getAcquire(memory, control + RingLayout.WRITTEN);
        result.r2 = result.r1 == 1 ? (int) Words.INT.get(ring, 0L) : 0;
    }
}
