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
import org.openjdk.jcstress.infra.results.III_Result;

/** One permit: two holders, one after the other, add to the same plain number. */
@JCStressTest
@Outcome(id = "2, 0, 2", expect = Expect.ACCEPTABLE, desc = "one at a time, and the permit is free again")
@Outcome(expect = Expect.FORBIDDEN, desc = "two held the permit, or one has lost it")
@State
public class PermitsStress {
    private final MemorySegment memory = Arena.ofAuto().allocate(256, 128);
    private final Permits permits = new Permits(memory, 0, 1);

    private void use(int holder) {
        int permit = permits.take(holder, Deadline.never());
        memory.set(ValueLayout.JAVA_INT, 128, memory.get(ValueLayout.JAVA_INT, 128) + 1);
        permits.giveBack(permit);
    }

    @Actor
    public void first() {
        use(0);
    }

    @Actor
    public void second() {
        use(1);
    }

    @Arbiter
    public void look(III_Result result) {
        result.r1 = memory.get(ValueLayout.JAVA_INT, 128);
        result.r2 = permits.taken();
        result.r3 = (int) Words.INT.getVolatile(memory, 0L);
    }
}
