package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Somebody sleeps until two others have written something for it. Neither has a fence before it looks whether to wake it. A
 * wake that is lost would be waited for until the test is given up.
 */
@JCStressTest
@Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "it got up, and saw what both wrote before")
@Outcome(expect = Expect.FORBIDDEN, desc = "it got up too early")
@State
public class SleeperStress {
    private static final long ONE = 128;
    private static final long TWO = 256;
    private static final long BEFORE = 8;
    private static final long FOR_EVER = TimeUnit.HOURS.toNanos(1);

    private final MemorySegment memory = Arena.ofAuto().allocate(512, 128);
    private final Sleeper sleeper = new Sleeper(memory, 0);

    @Actor
    public void sleeper(II_Result result) {
        boolean up = false;
        while (!up) {
            up = sleeper.sleepUnless(() -> isThere(ONE) && isThere(TWO), FOR_EVER);
        }
        result.r1 = (int) Words.INT.get(memory, ONE + BEFORE);
        result.r2 = (int) Words.INT.get(memory, TWO + BEFORE);
    }

    private boolean isThere(long what) {
        return (int) Words.INT.getAcquire(memory, what) == 1;
    }

    @Actor
    public void one() {
        write(ONE);
    }

    @Actor
    public void two() {
        write(TWO);
    }

    private void write(long what) {
        Words.INT.set(memory, what + BEFORE, 7);
        Words.INT.setRelease(memory, what, 1);
        sleeper.wake();
    }
}
