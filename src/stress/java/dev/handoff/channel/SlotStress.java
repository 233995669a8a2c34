package dev.handoff.channel;

import dev.handoff.memory.Words;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The order in which a slot is published, with the words of {@link SlotLayout}: content and entry plainly, then the
 * entry's count; the parent reads the count with acquire, then the rest.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not published yet, and not looked at")
@Outcome(id = "5, 7", expect = Expect.ACCEPTABLE, desc = "published: entry and content are there")
@Outcome(expect = Expect.FORBIDDEN, desc = "published, and not whole")
@State
public class SlotStress {
    private static final SlotLayout LAYOUT = new SlotLayout(1, 1, 4096, 0);
    private static final SlotPlace PLACE = LAYOUT.place(0);

    private final MemorySegment memory = Arena.ofAuto().allocate(LAYOUT.bytes(), 128);
    private final MemorySegment slot = PLACE.slot(memory, 0);

    @Actor
    public void worker() {
        Words.LONG.set(slot, 0L, 7L);
        Words.LONG.set(memory, PLACE.entry(0) + SlotLayout.BYTES, 5L);
        Words.LONG.setRelease(memory, PLACE.entry(0) + SlotLayout.COUNT, 1L);
    }

    @Actor
    public void parent(JJ_Result result) {
        if ((long) Words.LONG.getAcquire(memory, PLACE.entry(0) + SlotLayout.COUNT) == 1) {
            result.r1 = (long) Words.LONG.get(memory, PLACE.entry(0) + SlotLayout.BYTES);
            result.r2 = (long) Words.LONG.get(slot, 0L);
        }
    }
}
