package dev.handoff.memory;

import static java.lang.foreign.MemorySegment.NULL;

import dev.handoff.spi.HandoffException;
import java.lang.foreign.MemorySegment;

/**
 * The few system calls that the JDK has no method for. Each call returns what the C function returns, and leaves the
 * error number, if it failed, in a piece of memory of the calling thread.
 *
 * <p>All are called in the shape of {@link NativeFunction}. A number is a segment at that address.
 */
@SuppressWarnings("restricted")
final class Libc {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int EPIPE = 32;
    static final int ECONNABORTED = 103;
    static final int ECONNRESET = 104;
    static final int EISCONN = 106;
    static final int ETIMEDOUT = 110;
    static final int EDQUOT = 122;

    static final short POLLIN = 1;

    private static final long FUTEX_CALL = System.getProperty("os.arch").equals("aarch64") ? 98 : 202;

    private static final NativeFunction MEMFD_CREATE = find("memfd_create");
    private static final NativeFunction FALLOCATE = find("fallocate");
    private static final NativeFunction MADVISE = find("madvise");
    private static final NativeFunction MMAP = find("mmap");
    private static final NativeFunction MUNMAP = find("munmap");
    private static final NativeFunction PIPE2 = find("pipe2");
    private static final NativeFunction OPEN = find("open");
    private static final NativeFunction RENAME = find("rename");
    private static final NativeFunction LSEEK = find("lseek");
    private static final NativeFunction FSYNC = find("fsync");
    private static final NativeFunction POSIX_FADVISE = find("posix_fadvise");
    private static final NativeFunction FLOCK = find("flock");
    private static final NativeFunction CLOSE = find("close");
    private static final NativeFunction FCNTL = find("fcntl");
    private static final NativeFunction READ = find("read");
    private static final NativeFunction WRITE = find("write");
    private static final NativeFunction WRITEV = find("writev");
    private static final NativeFunction POLL = find("poll");
    private static final NativeFunction SYSCALL = find("syscall");
    private static final NativeFunction GETTID = find("gettid");
    private static final NativeFunction GETRUSAGE = find("getrusage");
    private static final NativeFunction WAITPID = find("waitpid");
    private static final NativeFunction STRERROR = find("strerror");

    private Libc() {}

    static NativeFunction find(String function) {
        return NativeLibrary.libc().function(function);
    }

    /** A number as a word of a call. */
    static MemorySegment word(long number) {
        return MemorySegment.ofAddress(number);
    }

    /** The error number of the calling thread's last failed call. */
    static int errno() {
        return NativeFunction.errno();
    }

    /** An exception that says what was tried, what the system answered and what that usually means. */
    static HandoffException failure(String tried) {
        int errno = errno();
        return failure(
                tried,
                errno,
                errno == ENOSPC || errno == ENOMEM ? "use fewer workers, a smaller capacity or a smaller payload" : "");
    }

    /** The same for any error number, with what to do about it, which may be empty. */
    static HandoffException failure(String tried, int errno, String advice) {
        var said = word(STRERROR.call(word(errno))).reinterpret(256).getString(0);
        return new HandoffException(
                tried + ": " + said + " (errno " + errno + ")" + (advice.isEmpty() ? "" : "; " + advice));
    }

    static int memfdCreate(MemorySegment name, int flags) {
        return (int) MEMFD_CREATE.call(name, word(flags));
    }

    static int fallocate(int fd, long from, long bytes) {
        return (int) FALLOCATE.call(word(fd), NULL, word(from), word(bytes), NULL, NULL);
    }

    static int madvise(MemorySegment memory, int advice) {
        return (int) MADVISE.call(memory, word(memory.byteSize()), word(advice));
    }

    static MemorySegment mmap(long bytes, int protection, int flags, int fd) {
        return word(MMAP.call(NULL, word(bytes), word(protection), word(flags), word(fd), NULL));
    }

    static int munmap(MemorySegment memory) {
        return (int) MUNMAP.call(memory, word(memory.byteSize()));
    }

    static int pipe2(MemorySegment twoInts, int flags) {
        return (int) PIPE2.call(twoInts, word(flags));
    }

    static int open(MemorySegment path, int flags) {
        return (int) OPEN.call(path, word(flags));
    }

    static int open(MemorySegment path, int flags, int mode) {
        return (int) OPEN.call(path, word(flags), word(mode));
    }

    static int rename(MemorySegment from, MemorySegment to) {
        return (int) RENAME.call(from, to);
    }

    static long lseek(int fd, long offset, int whence) {
        return LSEEK.call(word(fd), word(offset), word(whence));
    }

    static int fsync(int fd) {
        return (int) FSYNC.call(word(fd));
    }

    /** For a whole file. Returns the error number itself. */
    static int posixFadvise(int fd, int advice) {
        return (int) POSIX_FADVISE.call(word(fd), NULL, NULL, word(advice), NULL, NULL);
    }

    static int flock(int fd, int operation) {
        return (int) FLOCK.call(word(fd), word(operation));
    }

    static int close(int fd) {
        return (int) CLOSE.call(word(fd));
    }

    static int fcntl(int fd, int command, int argument) {
        return (int) FCNTL.call(word(fd), word(command), word(argument));
    }

    static long read(int fd, MemorySegment to) {
        return READ.call(word(fd), to, word(to.byteSize()));
    }

    static long write(int fd, MemorySegment from) {
        return WRITE.call(word(fd), from, word(from.byteSize()));
    }

    /** The call takes the two pieces from their descriptions; given beside them, their memory stays as long as it lasts. */
    static long writev(int fd, MemorySegment descriptions, MemorySegment first, MemorySegment second) {
        return WRITEV.call(word(fd), descriptions, word(2), first, second, NULL);
    }

    static int poll(MemorySegment descriptors, long count, int timeoutMs) {
        return (int) POLL.call(descriptors, word(count), word(timeoutMs));
    }

    static long futex(MemorySegment word, int operation, int value, MemorySegment timeout) {
        return SYSCALL.call(word(FUTEX_CALL), word, word(operation), word(value), timeout, NULL);
    }

    static int getrusage(int who, MemorySegment to) {
        return (int) GETRUSAGE.call(word(who), to);
    }

    /** Takes notice of the end of a child, and waits for it. */
    static int waitpid(long pid) {
        return (int) WAITPID.call(word(pid), NULL, NULL);
    }

    static int gettid() {
        return (int) GETTID.call(NULL);
    }
}
