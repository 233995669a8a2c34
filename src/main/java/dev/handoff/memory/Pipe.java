package dev.handoff.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Function;

/**
 * The system's pipe. The process that makes it reads; others open its writing end by a path. Reading: one thread.
 * Writing: one thread with each opened end, and the bytes of two writers mix unless a lock keeps them apart.
 */
public final class Pipe implements AutoCloseable {
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETFL = 4;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int NONE = -1;

    private final ByteStream reading;
    private final ByteStream writing;
    private final String writingPath;

    private Pipe(int reading, int writing) {
        this.reading = new ByteStream(reading);
        this.writing = new ByteStream(writing);
        this.writingPath = "/proc/" + ProcessHandle.current().pid() + "/fd/" + writing;
    }

    /**
     * Makes a pipe.
     *
     * @param bytes how much it holds, as {@code F_SETPIPE_SZ} takes it; 0 for what the system gives (64 KiB on Linux)
     * @return the pipe, both ends open
     * @throws HandoffException if there are no descriptors left, or the size is more than the system allows
     */
    public static Pipe create(int bytes) {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            if (Libc.pipe2(ends, O_CLOEXEC) < 0) {
                throw Libc.failure("making a pipe");
            }
            var pipe = new Pipe(ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
            if (bytes > 0 && Libc.fcntl(pipe.writing.number(), F_SETPIPE_SZ, bytes) < 0) {
                var failure = Libc.failure("a pipe of " + bytes
                        + " bytes (an ordinary user may have as much in one as /proc/sys/fs/pipe-max-size says, and in all"
                        + " of them together as many pages as pipe-user-pages-soft beside it)");
                pipe.close();
                throw failure;
            }
            Libc.fcntl(pipe.reading.number(), F_SETFL, O_NONBLOCK);
            return pipe;
        }
    }

    /**
     * Makes a pipe, as {@link #create(int)} does, and something that will close it.
     *
     * @param <T> what is made
     * @param bytes how much the pipe holds
     * @param making makes it; if it throws, the pipe is closed
     * @return what was made
     */
    public static <T> T create(int bytes, Function<Pipe, T> making) {
        var pipe = create(bytes);
        try {
            return making.apply(pipe);
        } catch (Throwable e) {
            pipe.close();
            throw e;
        }
    }

    /**
     * Opens the writing end of another process's pipe.
     *
     * @param path what {@link #writingPath} said there
     * @return a pipe that can only be written
     * @throws HandoffException if that process has ended or closed the pipe
     */
    public static Pipe openForWriting(String path) {
        try (var arena = Arena.ofConfined()) {
            int descriptor = Libc.open(arena.allocateFrom(path, US_ASCII), O_WRONLY | O_CLOEXEC);
            if (descriptor < 0) {
                throw Libc.failure("opening the pipe " + path);
            }
            return new Pipe(NONE, descriptor);
        }
    }

    /**
     * Where another process of the same user opens the writing end.
     *
     * @return a path in {@code /proc}
     */
    public String writingPath() {
        return writingPath;
    }

    /**
     * How much it holds.
     *
     * @return bytes
     */
    public int capacity() {
        return Libc.fcntl(writing.number() == NONE ? reading.number() : writing.number(), F_GETPIPE_SZ, 0);
    }

    /**
     * The end that this process reads.
     *
     * @return the end; closed where the pipe was opened for writing
     */
    public ByteStream reading() {
        return reading;
    }

    /**
     * The end that this process writes. As long as the maker of a pipe has not closed its own, the reader is not told that
     * the last of the other writers has gone.
     *
     * @return the end
     */
    public ByteStream writing() {
        return writing;
    }

    /**
     * Waits until there is something to read.
     *
     * @param deadline when to give up; the resolution is a millisecond
     * @return whether there is
     */
    public boolean awaitReadable(Deadline deadline) {
        return reading.awaitReadable(deadline);
    }

    /**
     * Reads until the memory is full.
     *
     * @param to native memory, all of which is filled
     * @param deadline when to give up
     * @throws HandoffException if the deadline passed or every writer closed the pipe before it was full
     */
    public void readFully(MemorySegment to, Deadline deadline) {
        for (long at = 0; at < to.byteSize(); ) {
            long read = reading.read(to.asSlice(at), deadline);
            if (read == ByteStream.NOTHING) {
                throw new HandoffException("a message stopped after " + at + " of " + to.byteSize() + " bytes");
            }
            if (read == ByteStream.ENDED) {
                throw new HandoffException(
                        "all senders are gone, " + at + " of " + to.byteSize() + " bytes into a message");
            }
            at += read;
        }
    }

    /**
     * Writes all of a piece of memory, however long it takes.
     *
     * @param from native memory
     * @throws HandoffException if the reader is gone
     */
    public void writeFully(MemorySegment from) {
        writing.write(from, MemorySegment.NULL);
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
