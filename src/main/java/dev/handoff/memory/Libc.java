package dev.handoff.memory;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.handoff.spi.HandoffException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * The few system calls that the JDK has no method for. Each call returns what the C function returns, and leaves the
 * error number, if it failed, in a piece of memory of the calling thread.
 *
 * <p>All are called in one shape: six words in, one out. Linking a further shape takes a process 20 ms of its start, a
 * further function of a known one takes microseconds. On Linux, the first six words of a call go in registers on both
 * processors, whatever their types and however many the function wants. A word is a segment, so that memory stays where
 * it is as long as the system works in it; a number is a segment at that address.
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

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long FUTEX_CALL = System.getProperty("os.arch").equals("aarch64") ? 98 : 202;

    private static final MethodHandle CALL = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
                    Linker.Option.captureCallState("errno"));

    private static final MemorySegment MEMFD_CREATE = find("memfd_create");
    private static final MemorySegment FALLOCATE = find("fallocate");
    private static final MemorySegment MADVISE = find("madvise");
    private static final MemorySegment MMAP = find("mmap");
    private static final MemorySegment MUNMAP = find("munmap");
    private static final MemorySegment PIPE2 = find("pipe2");
    private static final MemorySegment OPEN = find("open");
    private static final MemorySegment RENAME = find("rename");
    private static final MemorySegment LSEEK = find("lseek");
    private static final MemorySegment FSYNC = find("fsync");
    private static final MemorySegment POSIX_FADVISE = find("posix_fadvise");
    private static final MemorySegment FLOCK = find("flock");
    private static final MemorySegment CLOSE = find("close");
    private static final MemorySegment FCNTL = find("fcntl");
    private static final MemorySegment READ = find("read");
    private static final MemorySegment WRITE = find("write");
    private static final MemorySegment WRITEV = find("writev");
    private static final MemorySegment POLL = find("poll");
    private static final MemorySegment SYSCALL = find("syscall");
    private static final MemorySegment GETTID = find("gettid");
    private static final MemorySegment GETRUSAGE = find("getrusage");
    private static final MemorySegment WAITPID = find("waitpid");
    private static final MemorySegment STRERROR = find("strerror");

    /** One piece for each thread; given back with the thread. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Libc() {}

    /** A function of the C library, for {@link #call}. */
    static MemorySegment find(String function) {
        return NativeLibrary.libc().find(function);
    }

    /** A number as a word of a call. */
    static MemorySegment word(long number) {
        return MemorySegment.ofAddress(number);
    }

    static long call(MemorySegment function, MemorySegment a) {
        return call(function, a, NULL, NULL);
    }

    static long call(MemorySegment function, MemorySegment a, MemorySegment b) {
        return call(function, a, b, NULL);
    }

    static long call(MemorySegment function, MemorySegment a, MemorySegment b, MemorySegment c) {
        return call(function, a, b, c, NULL, NULL, NULL);
    }

    /** Calls a function. Where it returns an {@code int}, the upper half of what comes back is anything. */
    static long call(
            MemorySegment function,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d,
            MemorySegment e,
            MemorySegment f) {
        try {
            return (long) CALL.invokeExact(function, CAPTURED.get(), a, b, c, d, e, f);
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** The error number of the calling thread's last failed call. */
    static int errno() {
        return CAPTURED.get()
                .get(JAVA_INT, 0); // the only thing in it; a path to it would take a start some milliseconds
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
        var said = word(call(STRERROR, word(errno))).reinterpret(256).getString(0);
        return new HandoffException(
                tried + ": " + said + " (errno " + errno + ")" + (advice.isEmpty() ? "" : "; " + advice));
    }

    static int memfdCreate(MemorySegment name, int flags) {
        return (int) call(MEMFD_CREATE, name, word(flags));
    }

    static int fallocate(int fd, long from, long bytes) {
        return (int) call(FALLOCATE, word(fd), NULL, word(from), word(bytes), NULL, NULL);
    }

    static int madvise(MemorySegment memory, int advice) {
        return (int) call(MADVISE, memory, word(memory.byteSize()), word(advice));
    }

    static MemorySegment mmap(long bytes, int protection, int flags, int fd) {
        return word(call(MMAP, NULL, word(bytes), word(protection), word(flags), word(fd), NULL));
    }

    static int munmap(MemorySegment memory) {
        return (int) call(MUNMAP, memory, word(memory.byteSize()));
    }

    static int pipe2(MemorySegment twoInts, int flags) {
        return (int) call(PIPE2, twoInts, word(flags));
    }

    static int open(MemorySegment path, int flags) {
        return (int) call(OPEN, path, word(flags));
    }

    static int open(MemorySegment path, int flags, int mode) {
        return (int) call(OPEN, path, word(flags), word(mode));
    }

    static int rename(MemorySegment from, MemorySegment to) {
        return (int) call(RENAME, from, to);
    }

    static long lseek(int fd, long offset, int whence) {
        return call(LSEEK, word(fd), word(offset), word(whence));
    }

    static int fsync(int fd) {
        return (int) call(FSYNC, word(fd));
    }

    /** For a whole file. Returns the error number itself. */
    static int posixFadvise(int fd, int advice) {
        return (int) call(POSIX_FADVISE, word(fd), NULL, NULL, word(advice), NULL, NULL);
    }

    static int flock(int fd, int operation) {
        return (int) call(FLOCK, word(fd), word(operation));
    }

    static int close(int fd) {
        return (int) call(CLOSE, word(fd));
    }

    static int fcntl(int fd, int command, int argument) {
        return (int) call(FCNTL, word(fd), word(command), word(argument));
    }

    static long read(int fd, MemorySegment to) {
        return call(READ, word(fd), to, word(to.byteSize()));
    }

    static long write(int fd, MemorySegment from) {
        return call(WRITE, word(fd), from, word(from.byteSize()));
    }

    static long writev(int fd, MemorySegment pieces, int count) {
        return call(WRITEV, word(fd), pieces, word(count));
    }

    static int poll(MemorySegment descriptors, long count, int timeoutMs) {
        return (int) call(POLL, descriptors, word(count), word(timeoutMs));
    }

    static long futex(MemorySegment word, int operation, int value, MemorySegment timeout) {
        return call(SYSCALL, word(FUTEX_CALL), word, word(operation), word(value), timeout, NULL);
    }

    static int getrusage(int who, MemorySegment to) {
        return (int) call(GETRUSAGE, word(who), to);
    }

    /** Takes notice of the end of a child, and waits for it. */
    static int waitpid(long pid) {
        return (int) call(WAITPID, word(pid), NULL, NULL);
    }

    static int gettid() {
        return (int) call(GETTID, NULL);
    }
}
