package dev.handoff.channel;

import dev.handoff.memory.Words;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A worker has spent its only credit and waits; the parent gives one back. That no wake is lost is what {@code
 * SleeperStress} shows; here a nap would hide it.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the worker went on, with what the parent wrote before")
@Outcome(expect = Expect.FORBIDDEN, desc = "the worker went on too early")
@State
public class CreditsStress {
    private static final long READ = Credits.bytes(1);

    private final MemorySegment memory = Arena.ofAuto().allocate(512, 128);
    private final Credits credits = new Credits(memory, 1);
    private final Credits.Purse purse =
            credits.purse(0, 1, ProcessHandle.current().pid());

    public CreditsStress() {
        purse.spend();
    }

    @Actor
    public void parent() {
        Words.INT.set(memory, READ, 1); // plainly, as a message is read
        credits.giveBack(0);
    }

    @Actor
    public void worker(I_Result result) {
        purse.await(1);
        result.r1 = (int) Words.INT.get(memory, READ);
    }
}
