package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The owner has died; two who confirmed it want the lock. */
@JCStressTest
@Outcome(
        id = {"true, false", "false, true"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them has it")
@Outcome(expect = Expect.FORBIDDEN, desc = "both have it, or nobody")
@State
public class TakeOverStress {
    private static final int DEAD = 7;

    private final MemorySegment memory = Arena.ofAuto().allocate(128, 128);
    private final SharedLock lock = new SharedLock(memory, 0);

    public TakeOverStress() {
        lock.lock(DEAD, Deadline.in(Duration.ZERO));
    }

    @Actor
    public void first(ZZ_Result result) {
        result.r1 = lock.takeOver(DEAD, 0);
    }

    @Actor
    public void second(ZZ_Result result) {
        result.r2 = lock.takeOver(DEAD, 1);
    }
}
