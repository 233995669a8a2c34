package dev.handoff.sharing;

import java.util.OptionalLong;

/** The lock of a {@link SharedArray}, held until this is closed. Belongs to the thread that took it. */
public final class Held implements AutoCloseable {
    private final ArrayLock lock;
    private final OptionalLong abandonedBy;
    private boolean closed;

    Held(ArrayLock lock, OptionalLong abandonedBy) {
        this.lock = lock;
        this.abandonedBy = abandonedBy;
    }

    /**
     * Whether the lock was taken over from a process that died holding it. Then what it guards may be half written, and
     * whoever asks here is the only one who is told.
     *
     * @return the id of the dead process; empty if the lock was free, or held by this thread already
     */
    public OptionalLong abandonedBy() {
        return abandonedBy;
    }

    /** Gives the lock back, if no outer one of this thread holds it too. Closing again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            lock.giveBack();
            closed = true;
        }
    }
}
