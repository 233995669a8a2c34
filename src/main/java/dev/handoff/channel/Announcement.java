package dev.handoff.channel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What says that the file of a message is there. A pipe takes it in one piece, whoever else writes to it.
 *
 * <pre>
 *   0  frame     Frame  its length is that of the file; no body follows
 *  32  checksum  int    CRC-32C of the file, 0 if nobody checks it
 *  36  zeros     int
 * </pre>
 */
record Announcement(Frame frame, int checksum) {
    static final long BYTES = Frame.HEADER + 8;

    void write(MemorySegment at) {
        frame.write(at);
        at.set(ValueLayout.JAVA_INT, Frame.HEADER, checksum);
        at.set(ValueLayout.JAVA_INT, Frame.HEADER + 4, 0);
    }

    static Announcement read(MemorySegment at, int workers, int permits) {
        return new Announcement(Frame.read(at, workers, permits), at.get(ValueLayout.JAVA_INT, Frame.HEADER));
    }

    /** The message, in words. */
    @Override
    public String toString() {
        return "message " + frame.sequence() + " of worker " + frame.worker();
    }
}
