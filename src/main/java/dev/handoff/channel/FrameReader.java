package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.memory.Copies;
import dev.handoff.memory.Loan;
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
    /** Whether the header was read of a message that is not whole yet. */
    private boolean begun;
    /** The header that was read last. */
    private int worker;

    private long sequence;
    private int permit;
    private long bodyBytes;
    /** Whether its body is in the stage, and where it begins there, once the message is whole. */
    private boolean isSmall;

    private long bodyAt;
    /** How many bytes there are of its body, if that is large. */
    private long at;
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
     * @return whether it is there whole: then this has its header, and lends its body
     */
    boolean next(Bytes bytes, Deadline deadline) {
        return nextStaged() || nextByReading(bytes, deadline);
    }

    /**
     * Takes the next message if it is small and lies ready. Nothing is made for it, and it is apart from the rest: so it is
     * compiled into where it is called, and a small message takes half the time.
     *
     * @return as {@link #next}
     */
    boolean nextStaged() {
        if (begun || to - from < Frame.HEADER) {
            return false;
        }
        readHeader();
        if (bodyBytes > to - from) {
            begun = true;
            return false;
        }
        takeStaged();
        return true;
    }

    /** A body that begins where not any element may is moved a little, into what its header has left. */
    private void takeStaged() {
        bodyAt = from - from % ALIGNMENT;
        if (bodyAt != from) {
            Copies.copy(stage, from, stage, bodyAt, bodyBytes);
        }
        from += bodyBytes;
        isSmall = true;
        ahead = readsAhead;
    }

    private void readHeader() {
        long header = from;
        from += Frame.HEADER; // even if it is none: what comes next is not behind it
        var frame = Frame.read(stage, header, workers, permits);
        worker = frame.worker();
        sequence = frame.sequence();
        bodyBytes = frame.bytes();
        permit = frame.permit();
    }

    private boolean nextByReading(Bytes bytes, Deadline deadline) {
        if (!begun) {
            if (!stage(Frame.HEADER, bytes, deadline)) {
                return false;
            }
            readHeader();
            begun = true;
        }
        if (bodyBytes <= STAGE) {
            if (!stage(bodyBytes, bytes, deadline)) {
                return false;
            }
            takeStaged();
        } else {
            if (!fill(bodyBytes, bytes, deadline)) {
                return false;
            }
            at = 0;
            isSmall = false;
            ahead = false;
        }
        begun = false;
        return true;
    }

    /** The header of the message that was read last. */
    Frame frame() {
        return new Frame(worker, sequence, bodyBytes, permit);
    }

    /** Its sender. */
    int worker() {
        return worker;
    }

    /** Its number. */
    long sequence() {
        return sequence;
    }

    /** Makes sure that so many bytes are staged. */
    private boolean stage(long bytes, Bytes stream, Deadline deadline) {
        if (from == to) {
            from = 0; // the part that is in the cache
            to = 0;
        }
        if (from + bytes > STAGE) {
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
    Loan lend() {
        return new Loan(isSmall ? stage : large.memory(), isSmall ? bodyAt : 0, bodyBytes);
    }

    /** Whether there is something of a message, or of several. */
    boolean holds() {
        return begun || from < to;
    }

    /** How far a message is under way. */
    String progress() {
        return !begun
                ? to - from + " of " + Frame.HEADER + " bytes into the header of a message"
                : Math.max(at, to - from) + " of " + bodyBytes + " bytes into message " + sequence;
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
        begun = false;
        at = 0;
        from = to;
    }
}
