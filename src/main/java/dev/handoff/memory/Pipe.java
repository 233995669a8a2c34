package dev.handoff.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The system's pipe. The process that makes it reads; others open its writing end by a path. A blocked call is in native
 * code and does not hold up the collector. Reading: one thread. Writing: any, but the bytes of two writers mix unless
 * a lock keeps them apart.
 */
public final class Pipe implements AutoCloseable {
    private static final int O_WRONLY = 1;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int NONE = -1;

    private final int reading;
    private final int writing;
    /** A {@code pollfd}: descriptor, events asked for, events seen. */
    private final Arena arena = Arena.ofShared();

    private final MemorySegment polled = arena.allocate(8, 4);

    private Pipe(int reading, int writing) {
        this.reading = reading;
        this.writing = writing;
        polled.set(ValueLayout.JAVA_INT, 0, reading);
        polled.set(ValueLayout.JAVA_SHORT, 4, Libc.POLLIN);
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
            if (bytes > 0 && Libc.fcntl(pipe.writing, F_SETPIPE_SZ, bytes) < 0) {
                var failure = Libc.failure("a pipe of " + bytes
                        + " bytes (the most an ordinary user may have is in /proc/sys/fs/pipe-max-size)");
                pipe.close();
                throw failure;
            }
            return pipe;
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
        return "/proc/" + ProcessHandle.current().pid() + "/fd/" + writing;
    }

    /**
     * How much it holds.
     *
     * @return bytes
     */
    public int capacity() {
        return Libc.fcntl(writing == NONE ? reading : writing, F_GETPIPE_SZ, 0);
    }

    /**
     * Waits until there is something to read.
     *
     * @param deadline when to give up; the resolution is a millisecond
     * @return whether there is
     */
    public boolean awaitReadable(Deadline deadline) {
        while (true) {
            long ms = Math.max(0, (deadline.longestNapNs() + 999_999) / 1_000_000);
            int ready = Libc.poll(polled, 1, (int) ms);
            if (ready > 0) {
                return true;
            }
            if (ready < 0 && Libc.errno() != Libc.EINTR) {
                throw Libc.failure("waiting for a pipe");
            }
            if (deadline.passed()) {
                return false;
            }
        }
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
            if (!awaitReadable(deadline)) {
                throw new HandoffException("a message stopped after " + at + " of " + to.byteSize() + " bytes");
            }
            long read = Libc.read(reading, to.asSlice(at));
            if (read == 0) {
                throw new HandoffException(
                        "all senders are gone, " + at + " of " + to.byteSize() + " bytes into a message");
            }
            if (read < 0 && Libc.errno() != Libc.EINTR) {
                throw Libc.failure("reading from a pipe");
            }
            at += Math.max(read, 0);
        }
    }

    /**
     * Writes all of a piece of memory, however long it takes.
     *
     * @param from native memory
     * @throws HandoffException if the reader is gone
     */
    public void writeFully(MemorySegment from) {
        for (long at = 0; at < from.byteSize(); ) {
            long written = Libc.write(writing, from.asSlice(at));
            if (written < 0 && Libc.errno() != Libc.EINTR) {
                throw Libc.errno() == Libc.EPIPE
                        ? new HandoffException("the receiver is gone, " + at + " bytes into a message")
                        : Libc.failure("writing to a pipe");
            }
            at += Math.max(written, 0);
        }
    }

    @Override
    public void close() {
        if (reading != NONE) {
            Libc.close(reading);
        }
        if (writing != NONE) {
            Libc.close(writing);
        }
        arena.close();
    }
}
