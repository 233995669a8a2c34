package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sleeping on a 32-bit word that several processes share, as {@code futex(2)} does it.
 *
 * <p>Assumes that the word lies in a {@link Region}, and that whoever changes it wakes those who may sleep on it.
 * Guarantees that a sleeper that saw the expected value is woken by a wake that follows the change. May be called by
 * any thread of any process; may return early, so that callers look again.
 */
public final class Futex {
    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final long SECOND_NS = 1_000_000_000L;

    /** A {@code timespec} for each thread, so that waiting allocates nothing. */
    private static final ThreadLocal<MemorySegment> TIMESPEC =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(16, 8));

    private Futex() {}

    /**
     * Sleeps while the word has the expected value.
     *
     * @param segment the shared memory
     * @param offset of the word, bytes
     * @param expected the value to sleep on
     * @param timeoutNs how long at most, nanoseconds; 0 or less returns at once
     */
    public static void await(MemorySegment segment, long offset, int expected, long timeoutNs) {
        if (timeoutNs <= 0) {
            return;
        }
        var timespec = TIMESPEC.get();
        timespec.set(ValueLayout.JAVA_LONG, 0, timeoutNs / SECOND_NS);
        timespec.set(ValueLayout.JAVA_LONG, 8, timeoutNs % SECOND_NS);
        if (Libc.futex(segment.asSlice(offset, 4), WAIT, expected, timespec) < 0) {
            int errno = Libc.errno();
            if (errno != Libc.EAGAIN && errno != Libc.EINTR && errno != Libc.ETIMEDOUT) {
                throw Libc.failure("sleeping on a word of shared memory");
            }
        }
    }

    /**
     * Wakes sleepers.
     *
     * @param segment the shared memory
     * @param offset of the word, bytes
     * @param sleepers how many at most
     */
    public static void wake(MemorySegment segment, long offset, int sleepers) {
        if (Libc.futex(segment.asSlice(offset, 4), WAKE, sleepers, MemorySegment.NULL) < 0) {
            throw Libc.failure("waking sleepers on a word of shared memory");
        }
    }
}
