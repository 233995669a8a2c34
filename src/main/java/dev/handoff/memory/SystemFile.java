package dev.handoff.memory;

import dev.handoff.spi.HandoffException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A file or a directory, by the descriptor that the system gives it. Native memory is written and read as it lies. What a
 * {@code FileChannel} lacks: an interrupt does not close it, a blocked call does not hold up the collector, and it can
 * leave the page cache. One thread at a time.
 *
 * <p>Errors name the file, what the system said and what to do.
 */
@SuppressWarnings("restricted")
public final class SystemFile implements AutoCloseable {
    private static final int O_WRONLY = 0x1;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_CLOEXEC = 0x80000;
    private static final int FOR_THE_OWNER = 0600;
    private static final int SEEK_SET = 0;
    private static final int SEEK_END = 2;
    private static final int POSIX_FADV_DONTNEED = 4;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int READ_WRITE = 3;
    private static final int MAP_PRIVATE = 2;
    private static final long FAILED = -1;

    private final Path path;
    private final int descriptor;

    private SystemFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Makes a file that is not there yet, to be written by this user alone.
     *
     * @param path where
     * @return the file, empty
     * @throws HandoffException if it exists, or cannot be made
     */
    public static SystemFile create(Path path) {
        try (var arena = Arena.ofConfined()) {
            int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
            int descriptor = Libc.open(arena.allocateFrom(path.toString()), flags, FOR_THE_OWNER);
            if (descriptor < 0) {
                throw failure("creating " + path, Libc.errno());
            }
            return new SystemFile(path, descriptor);
        }
    }

    /**
     * Opens a file or a directory to read it.
     *
     * @param path where
     * @return the file, at its beginning
     * @throws HandoffException if it is not there, or may not be read
     */
    public static SystemFile open(Path path) {
        try (var arena = Arena.ofConfined()) {
            int descriptor = Libc.open(arena.allocateFrom(path.toString()), O_CLOEXEC);
            if (descriptor < 0) {
                throw failure("opening " + path, Libc.errno());
            }
            return new SystemFile(path, descriptor);
        }
    }

    /**
     * Gives a file another name in the same file system, at once: whoever looks sees it under the one or the other.
     *
     * @param from its name
     * @param to its new name; a file that has it is replaced
     * @throws HandoffException if it is not there, or may not be renamed
     */
    public static void rename(Path from, Path to) {
        try (var arena = Arena.ofConfined()) {
            if (Libc.rename(arena.allocateFrom(from.toString()), arena.allocateFrom(to.toString())) < 0) {
                throw failure("renaming " + from, Libc.errno());
            }
        }
    }

    /**
     * Writes all of a piece of memory behind what was written before.
     *
     * @param from native memory
     * @throws HandoffException if there is no room, or the disk fails
     */
    public void writeFully(MemorySegment from) {
        for (long at = 0; at < from.byteSize(); ) {
            long written = Libc.write(descriptor, from.asSlice(at));
            if (written < 0 && Libc.errno() != Libc.EINTR) {
                throw failure("writing " + path, Libc.errno());
            }
            at += Math.max(written, 0);
        }
    }

    /**
     * Reads until the memory is full or the file ends.
     *
     * @param to native memory
     * @return how many bytes were read
     * @throws HandoffException if the disk fails
     */
    public long read(MemorySegment to) {
        long at = 0;
        while (at < to.byteSize()) {
            long read = Libc.read(descriptor, to.asSlice(at));
            if (read == 0) {
                break;
            }
            if (read < 0 && Libc.errno() != Libc.EINTR) {
                throw failure("reading " + path, Libc.errno());
            }
            at += Math.max(read, 0);
        }
        return at;
    }

    /**
     * How large it is. What is read next is its beginning.
     *
     * @return bytes
     */
    public long size() {
        long size = Libc.lseek(descriptor, 0, SEEK_END);
        if (size < 0 || Libc.lseek(descriptor, 0, SEEK_SET) < 0) {
            throw failure("asking for the size of " + path, Libc.errno());
        }
        return size;
    }

    /**
     * Makes the beginning of the file a piece of memory. Its pages are loaded when they are first touched. It may be
     * written, which changes the memory and not the file. Touching what was cut off the file meanwhile is an {@code
     * InternalError}.
     *
     * @param bytes how many, at most {@link #size()}
     * @param arena gives the memory back when it is closed; the file itself may be closed before
     * @return the memory, beginning at a page
     * @throws HandoffException if the system refuses
     */
    public MemorySegment map(long bytes, Arena arena) {
        if (bytes == 0) {
            return MemorySegment.NULL; // which the system does not map
        }
        var mapped = Libc.mmap(bytes, READ_WRITE, MAP_PRIVATE, descriptor);
        if (mapped.address() == FAILED) {
            throw failure("mapping " + path, Libc.errno());
        }
        return mapped.reinterpret(bytes, arena, memory -> Libc.munmap(memory.reinterpret(bytes)));
    }

    /**
     * Waits until what was written is on the disk; for a directory, until its names are.
     *
     * @throws HandoffException if the disk fails
     */
    public void sync() {
        if (Libc.fsync(descriptor) < 0) {
            throw failure("bringing " + path + " to its disk", Libc.errno());
        }
    }

    /**
     * Takes what is on the disk out of the page cache, so that who reads it next must load it.
     *
     * @throws HandoffException if the system refuses
     */
    public void forget() {
        int error = Libc.posixFadvise(descriptor, POSIX_FADV_DONTNEED);
        if (error != 0) {
            throw failure("taking " + path + " out of the page cache", error);
        }
    }

    /**
     * Locks it, unless it is locked: by another process, or by another {@code SystemFile} of this one. The lock ends with
     * {@link #close} or with the process, however that ends.
     *
     * @return whether it is locked now
     * @throws HandoffException if the file system knows no locks
     */
    public boolean tryLock() {
        if (Libc.flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
            return true;
        }
        if (Libc.errno() == Libc.EAGAIN) {
            return false;
        }
        throw failure("locking " + path, Libc.errno());
    }

    private static HandoffException failure(String tried, int errno) {
        return Libc.failure(
                tried,
                errno,
                switch (errno) {
                    case Libc.ENOSPC, Libc.EDQUOT ->
                        "make room there, choose another directory, or use a smaller capacity or payload";
                    case Libc.EFBIG -> "raise the limit on the size of files (ulimit -f), or use a smaller payload";
                    case Libc.EACCES, Libc.EPERM, Libc.EROFS ->
                        "choose a directory in which this user may read and write";
                    case Libc.ENOENT -> "choose a directory from which nobody else deletes";
                    default -> "";
                });
    }

    @Override
    public void close() {
        if (Libc.close(descriptor) < 0 && Libc.errno() != Libc.EINTR) { // interrupted, it is closed all the same
            throw failure("closing " + path, Libc.errno());
        }
    }
}
