package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/**
 * Reads messages from streams of bytes, each into the same buffer. A message that is not there whole when a deadline passes
 * is gone on with later. One thread at a time.
 */
final class FrameReader {
    /** What a frame may announce before the memory for it grows only as its bytes arrive. */
    private static final long TRUSTED = 64L << 20;

    private final int workers;
    private final int permits;
    private final Buffer buffer = new Buffer();
    /** Of the message that is being read; null until its header is there. */
    private Frame frame;
    /** How many bytes there are of what is being read: of the header, then of the body. */
    private long at;
    /** What the last read said. */
    private long last;

    /** Where bytes come from; as {@link ByteStream#read}. */
    @FunctionalInterface
    interface Bytes {
        long read(MemorySegment to, Deadline deadline);
    }

    FrameReader(int workers, int permits) {
        this.workers = workers;
        this.permits = permits;
    }

    /**
     * Reads a message, or goes on with one.
     *
     * @return its header, while {@link #body} holds the rest; null if it is not there whole yet
     */
    Frame next(Bytes from, Deadline deadline) {
        if (frame == null && fill(Frame.HEADER, from, deadline)) {
            at = 0; // even if it is none: what comes next is not behind it
            frame = Frame.read(buffer.memory(), workers, permits);
        }
        if (frame == null || !fill(frame.bytes(), from, deadline)) {
            return null;
        }
        var whole = frame;
        drop();
        return whole;
    }

    private boolean fill(long bytes, Bytes from, Deadline deadline) {
        while (at < bytes) {
            if (at == buffer.memory().byteSize() || at == 0) {
                if (at > 0 && deadline.passed()) {
                    return false; // a sender that never pauses, and will not end in time
                }
                buffer.rewind(at);
                buffer.ensure(Math.min(bytes, Math.max(2 * at, TRUSTED)));
            }
            long until = Math.min(bytes, buffer.memory().byteSize());
            last = from.read(buffer.memory().asSlice(at, until - at), deadline);
            if (last <= 0) {
                return false;
            }
            at += last;
        }
        return true;
    }

    /** What follows a header, until the next message is read. */
    MemorySegment body(Frame whole) {
        return buffer.memory().asSlice(0, whole.bytes());
    }

    /** Whether a part of a message was read. */
    boolean isUnderWay() {
        return frame != null || at > 0;
    }

    /** How far a message is under way. */
    String progress() {
        return frame == null
                ? at + " of " + Frame.HEADER + " bytes into the header of a message"
                : at + " of " + frame.bytes() + " bytes into message " + frame.sequence();
    }

    /** Whether there was no message because its stream has ended. */
    boolean sawTheEnd() {
        return last == ByteStream.ENDED;
    }

    /** Whether there was no message because there was nothing more to read. */
    boolean sawNothing() {
        return last == ByteStream.NOTHING;
    }

    /** Forgets what was read of a message: the rest of it will not come. */
    void drop() {
        frame = null;
        at = 0;
    }

    void free() {
        buffer.free();
    }
}
