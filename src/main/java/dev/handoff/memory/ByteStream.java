package dev.handoff.memory;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.ReceiverGoneException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One end of a stream of bytes that the system carries: of a pipe, or of a connection. The end that reads never blocks in
 * a read, but waits with a deadline; the end that writes blocks while the stream is full. A blocked call is in
 * native code and does not hold up the collector. One thread at a time.
 */
public final class ByteStream implements Descriptor, AutoCloseable {
    /** What {@link #read} returns when the deadline passed. */
    public static final long NOTHING = 0;
    /** What {@link #read} returns when every sender has closed the stream, or is gone, and nothing is left in it. */
    public static final long ENDED = -1;

    private static final long PIECE = 16;
    private static final long LENGTH = 8;

    private final PollSet self = new PollSet(1);
    private final Looks looks = Looks.ofStream();
    /** Two of C's {@code iovec}: an address, then a length, of 8 bytes each. */
    private final MemorySegment pieces = Arena.ofAuto().allocate(2 * PIECE, PIECE);

    private int number;

    /** Takes over an open descriptor; one that is read must not block. */
    ByteStream(int number) {
        this.number = number;
        self.watch(0, this);
    }

    /**
     * An end that this process has open already, to write to it once more.
     *
     * @param number the number by which the system knows it; whoever opened it closes it
     * @return the end
     */
    public static ByteStream of(int number) {
        return new ByteStream(number);
    }

    @Override
    public int number() {
        return number;
    }

    /**
     * Waits until there is something to read.
     *
     * @param deadline when to give up; the resolution is a millisecond
     * @return whether there is
     */
    public boolean awaitReadable(Deadline deadline) {
        return self.awaitAny(deadline) >= 0;
    }

    /**
     * Reads what is there, and waits only if there is nothing: first awake, for {@link
     * Looks#atStream}, then asleep.
     *
     * @param to native memory, at least one byte
     * @param deadline when to give up
     * @return how many bytes were read; {@link #NOTHING} or {@link #ENDED}
     */
    public long read(MemorySegment to, Deadline deadline) {
        for (int look = 0; ; look++) {
            long read = Libc.read(number, to);
            if (read >= 0) {
                return read == 0 ? ENDED : read;
            }
            switch (Libc.errno()) {
                case Libc.EAGAIN -> {
                    if ((deadline.passed() || !looks.goOn(look)) && !awaitReadable(deadline)) {
                        return NOTHING;
                    }
                }
                case Libc.EINTR -> {}
                case Libc.ECONNRESET -> {
                    return ENDED;
                }
                default -> throw Libc.failure("reading from a stream");
            }
        }
    }

    /**
     * Writes two pieces of memory, one after the other and from where they lie, however long it takes.
     *
     * @param head native memory
     * @param body native memory
     * @throws ReceiverGoneException if the reader is gone
     */
    public void write(MemorySegment head, MemorySegment body) {
        long inHead = head.byteSize();
        long all = inHead + body.byteSize();
        for (long at = 0; at < all; ) {
            piece(0, head, Math.min(at, inHead));
            piece(PIECE, body, Math.max(0, at - inHead));
            long written = Libc.writev(number, pieces, head, body);
            if (written < 0) {
                switch (Libc.errno()) {
                    case Libc.EINTR -> {}
                    case Libc.EPIPE, Libc.ECONNRESET -> throw ReceiverGoneException.within(at);
                    default -> throw Libc.failure("writing to a stream");
                }
            }
            at += Math.max(written, 0);
        }
    }

    private void piece(long at, MemorySegment memory, long from) {
        pieces.set(ValueLayout.ADDRESS, at, memory.asSlice(from));
        pieces.set(ValueLayout.JAVA_LONG, at + LENGTH, memory.byteSize() - from);
    }

    /** Closes this end; again, and nothing happens. */
    @Override
    public void close() {
        if (number >= 0) {
            Libc.close(number);
            number = -1;
        }
    }
}
