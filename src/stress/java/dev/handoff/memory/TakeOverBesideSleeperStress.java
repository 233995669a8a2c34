package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The owner has died, and while its lock is taken over another worker lies down to wait for it. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "it was taken over, and the sleeper is not forgotten")
@Outcome(expect = Expect.FORBIDDEN, desc = "the dead keeps it, or nobody knows of the sleeper")
@State
public class TakeOverBesideSleeperStress {
    private static final int DEAD = 7;

    private final MemorySegment memory = Arena.ofAuto().allocate(128, 128);
    private final SharedLock lock = new SharedLock(memory, 0);

    public TakeOverBesideSleeperStress() {
        lock.lock(DEAD, Deadline.in(Duration.ZERO));
    }

    @Actor
    public void parent(ZZ_Result result) {
        result.r1 = lock.takeOver(DEAD, 0);
    }

    /** What a wait does before it sleeps. */
    @Actor
    public void sleeper() {
        Words.LONG.getAndBitwiseOr(memory, 0L, 1L << 63);
    }

    @Arbiter
    public void look(ZZ_Result result) {
        result.r2 = (long) Words.LONG.getVolatile(memory, 0L) < 0;
    }
}
