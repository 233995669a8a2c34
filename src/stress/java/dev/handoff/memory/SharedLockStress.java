package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two owners add to the same plain number, each under the lock. */
@JCStressTest
@Outcome(id = "2, -1", expect = Expect.ACCEPTABLE, desc = "both additions, and nobody holds the lock")
@Outcome(expect = Expect.FORBIDDEN, desc = "an addition was lost, or the lock is held for ever")
@State
public class SharedLockStress {
    private final MemorySegment memory = Arena.ofAuto().allocate(256, 128);
    private final SharedLock lock = new SharedLock(memory, 0);

    private void add(int owner) {
        if (lock.lock(owner, Deadline.never())) {
            memory.set(ValueLayout.JAVA_INT, 128, memory.get(ValueLayout.JAVA_INT, 128) + 1);
            lock.unlock(owner);
        }
    }

    @Actor
    public void first() {
        add(0);
    }

    @Actor
    public void second() {
        add(1);
    }

    @Arbiter
    public void look(II_Result result) {
        result.r1 = memory.get(ValueLayout.JAVA_INT, 128);
        result.r2 = (int) lock.owner();
    }
}
