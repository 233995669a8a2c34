package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Somebody lies down while two others have something for it. It sees both, or is woken, once. */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "it saw both, and nobody rang")
@Outcome(id = "., ., 1", expect = Expect.ACCEPTABLE, desc = "one of them rang")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wake is lost, or given twice")
@State
public class SleeperStress {
    private static final long ASLEEP = 4;
    private static final long ONE = 128;
    private static final long TWO = 256;

    private final MemorySegment memory = Arena.ofAuto().allocate(512, 128);
    private final Sleeper sleeper = new Sleeper(memory, 0);

    /** What one does before it sleeps. */
    @Actor
    public void sleeper(III_Result result) {
        Words.INT.setVolatile(memory, ASLEEP, 1);
        result.r1 = (int) Words.INT.getVolatile(memory, ONE);
        result.r2 = (int) Words.INT.getVolatile(memory, TWO);
    }

    @Actor
    public void one() {
        Words.INT.setVolatile(memory, ONE, 1);
        sleeper.wake();
    }

    @Actor
    public void two() {
        Words.INT.setVolatile(memory, TWO, 1);
        sleeper.wake();
    }

    @Arbiter
    public void look(III_Result result) {
        result.r3 = (int) Words.INT.getVolatile(memory, 0L);
    }
}
