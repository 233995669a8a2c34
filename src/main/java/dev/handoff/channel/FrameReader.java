package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import java.lang.foreign.MemorySegment;

/** Reads messages from streams of bytes, each into the same buffer. One thread at a time. */
final class FrameReader {
    /** What a frame may announce before the memory for it grows only as its bytes arrive. */
    private static final long TRUSTED = 64L << 20;

    private final int workers;
    private final int permits;
    private final Buffer buffer = new Buffer();

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
     * Reads the header of a message.
     *
     * @param sender who the bytes come from, for errors
     * @return the header; null if the stream ended before it
     */
    Frame header(String sender, Bytes from, Deadline deadline) {
        var memory = buffer.memory();
        for (long at = 0; at < Frame.HEADER; ) {
            long read = from.read(memory.asSlice(at, Frame.HEADER - at), deadline);
            if (read == ByteStream.ENDED && at == 0) {
                return null;
            }
            if (read <= 0) {
                throw stopped(sender, read, at, Frame.HEADER, "the header of a message");
            }
            at += read;
        }
        return Frame.read(memory, workers, permits);
    }

    /**
     * Reads what follows a header.
     *
     * @return the body, until the next header is read
     */
    MemorySegment body(Frame frame, Bytes from, Deadline deadline) {
        long bytes = frame.bytes();
        for (long at = 0; at < bytes; ) {
            if (at == buffer.memory().byteSize() || at == 0) {
                buffer.rewind(at);
                buffer.ensure(Math.min(bytes, Math.max(2 * at, TRUSTED)));
            }
            long until = Math.min(bytes, buffer.memory().byteSize());
            long read = from.read(buffer.memory().asSlice(at, until - at), deadline);
            if (read <= 0) {
                throw stopped("worker " + frame.worker(), read, at, bytes, "message " + frame.sequence());
            }
            at += read;
        }
        return buffer.memory().asSlice(0, bytes);
    }

    private static HandoffException stopped(String sender, long read, long at, long bytes, String what) {
        return new HandoffException(sender + (read == ByteStream.ENDED ? " is gone, " : " stopped, ") + at + " of "
                + bytes + " bytes into " + what);
    }

    void free() {
        buffer.free();
    }
}
