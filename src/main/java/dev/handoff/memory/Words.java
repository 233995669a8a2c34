package dev.handoff.memory;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Access to a word of shared memory with a stated memory order; coordinates are the segment and the offset in bytes.
 * The orders hold between processes as they do between threads, because both share the same coherent memory.
 */
public final class Words {
    /** A 32-bit word, at an offset that is a multiple of 4. */
    public static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    /** A 64-bit word, at an offset that is a multiple of 8. */
    public static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    /** The distance at which two words do not share a cache line, nor a pair that is fetched together: bytes. */
    public static final int LINE = 128;

    private Words() {}
}
