package dev.handoff.channel;

import dev.handoff.memory.Sleeper;
import java.lang.foreign.MemorySegment;

/**
 * Where the words and slots of one worker lie: offsets in the region of {@link SlotLayout}, bytes. Worked out once, because
 * that takes more divisions than a message has time for.
 */
record SlotPlace(int slots, long slotBytes, long control, long states, long entries, long firstSlot) {
    /** The worker, as one who may sleep. */
    Sleeper sleeper(MemorySegment region) {
        return new Sleeper(region, control);
    }

    long state(int slot) {
        return states + 4L * slot;
    }

    /** The entry of the worker's next message, after so many. */
    long entry(long messages) {
        return entries + SlotLayout.ENTRY * (messages % slots);
    }

    MemorySegment slot(MemorySegment region, int slot) {
        return region.asSlice(firstSlot + slotBytes * slot, slotBytes);
    }

    MemorySegment all(MemorySegment region) {
        return region.asSlice(firstSlot, slotBytes * slots);
    }
}
