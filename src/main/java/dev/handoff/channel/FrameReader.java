package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.memory.Copies;
import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;

/**
 * Reads messages from a stream of bytes. A message that is not there whole when a deadline passes is gone on with later. One
 * thread at a time.
 *
 * <p>Small messages are read as many at once as there are, and lent from where they lie then. A large one goes into memory
 * that all readers of an inbox have together, as only one message is read at a time; after it, no more than the next header
 * is read at once, so that no large one is copied once more.
 */
final class FrameReader {
    /** Some tens of small messages: reading more at once saves nothing, and is no longer in the nearest cache. */
    private static final long STAGE = 8 * 1024;
    /** What a body must begin at for any element type. */
    private static final long ALIGNMENT = 8;
    /** What a frame may announce before the memory for it grows only as its bytes arrive. */
    private static final long TRUSTED = 64L << 20;
    /** What a stream holds is no more than this, so what is read beyond it has come since. */
    private static final long THERE = Ring.MOST_BYTES;

    private final int workers;
    private final int permits;
    private final boolean readsAhead;
    private final MemorySegment stage;
    private final Buffer large;
    /** Whether the message before was small. */
    private boolean ahead;
    /** What is staged and not yet lent lies from here to there. */
    private long from;

    private long to;
    /** Of the message that is being read; null until its header is there. */
    private Frame frame;
    /** How many bytes there are of its body, if that is large. */
    private long at;
    /** How long the body is of the message that was read last, and whether it is in the stage, where it ends before {@link #from}. */
    private long bodyBytes;

    private boolean isSmall;
    /** What the last read said. */
    private long last;

    /** Where bytes come from; as {@link ByteStream#read}. */
    @FunctionalInterface
    interface Bytes {
        long read(MemorySegment to, Deadline deadline);
    }

    /**
     * @param permits how many there are
     * @param readsAhead whether more may be taken from the stream than the message that is asked for
     * @param large freed by the caller
     */
    FrameReader(int workers, int permits, boolean readsAhead, Buffer large) {
        this.workers = workers;
        this.permits = permits;
        this.readsAhead = readsAhead;
        this.stage = large.beside(STAGE);
        this.large = large;
        this.ahead = readsAhead;
    }

    /**
     * Reads a message, or goes on with one.
     *
     * @return its header, while {@link #body} holds the rest; null if it is not there whole yet
     */
    Frame next(Bytes bytes, Deadline deadline) {
        var whole = frame;
        if (whole == null) {
            if (!isStaged(Frame.HEADER) && !stage(Frame.HEADER, bytes, deadline)) {
                return null;
            }
            long header = from;
            from += Frame.HEADER; // even if it is none: what comes next is not behind it
            whole = Frame.read(stage, header, workers, permits);
        }
        bodyBytes = whole.bytes();
        isSmall = bodyBytes <= STAGE - ALIGNMENT;
        if (!isSmall || !isStaged(bodyBytes)) {
            frame = whole; // not before: what is kept must be made, and most small messages are there
            if (isSmall ? !stage(bodyBytes, bytes, deadline) : !fill(bodyBytes, bytes, deadline)) {
                return null;
            }
            frame = null;
            at = 0;
        }
        if (isSmall) {
            from += bodyBytes;
        }
        ahead = isSmall && readsAhead;
        return whole;
    }

    /** Whether so many bytes lie ready, aligned. */
    private boolean isStaged(long bytes) {
        return to - from >= bytes && from % ALIGNMENT == 0;
    }

    /** Makes sure that so many bytes are staged, aligned if they are a body. */
    private boolean stage(long bytes, Bytes stream, Deadline deadline) {
        if (from == to) {
            from = 0; // the part that is in the cache
            to = 0;
        }
        if (from + bytes > STAGE || from % ALIGNMENT != 0) {
            Copies.copy(stage, from, stage, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < bytes) {
            long until = ahead ? STAGE : from + bytes;
            last = stream.read(stage.asSlice(to, until - to), deadline);
            if (last <= 0) {
                return false;
            }
            to += last;
        }
        return true;
    }

    private boolean fill(long bytes, Bytes stream, Deadline deadline) {
        long there = at + THERE;
        while (at < bytes) {
            if (at == large.memory().byteSize() || at == 0) {
                if (at > there && deadline.passed()) {
                    return false; // a sender that never pauses, and will not end in time
                }
                large.rewind(at);
                large.ensure(Math.min(bytes, Math.max(2 * at, TRUSTED)));
                if (at == 0 && from < to) {
                    at = to - from; // the rest of what is staged: no message is as large as this and has another behind
                    // it
                    Copies.copy(stage, from, large.memory(), 0, at);
                    from = to;
                }
            }
            long until = Math.min(bytes, large.memory().byteSize());
            last = stream.read(large.memory().asSlice(at, until - at), deadline);
            if (last <= 0) {
                return false;
            }
            at += last;
        }
        return true;
    }

    /** What follows a header, until the next message is read. */
    MemorySegment body() {
        return isSmall
                ? stage.asSlice(from - bodyBytes, bodyBytes)
                : large.memory().asSlice(0, bodyBytes);
    }

    /** Whether there is something of a message, or of several. */
    boolean holds() {
        return frame != null || from < to;
    }

    /** How far a message is under way. */
    String progress() {
        return frame == null
                ? to - from + " of " + Frame.HEADER + " bytes into the header of a message"
                : Math.max(at, to - from) + " of " + frame.bytes() + " bytes into message " + frame.sequence();
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
        from = to;
    }
}
