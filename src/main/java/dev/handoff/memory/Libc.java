package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.handoff.spi.HandoffException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few system calls that the JDK has no method for. Each call returns what the C function returns, and leaves the
 * error number, if it failed, in a piece of memory of the calling thread.
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
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final long FUTEX_CALL = System.getProperty("os.arch").equals("aarch64") ? 98 : 202;

    private static final MethodHandle MEMFD_CREATE =
            link("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FALLOCATE =
            link("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MADVISE =
            link("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle MMAP =
            link("mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP = link("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle PIPE2 = link("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle OPEN =
            link("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle OPEN_WITH_MODE = link(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle RENAME = link("rename", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle LSEEK =
            link("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FSYNC = link("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle POSIX_FADVISE =
            link("posix_fadvise", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FLOCK = link("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL = link(
            "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ =
            link("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITEV =
            link("writev", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle POLL =
            link("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FUTEX = link(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle GETTID = link("gettid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle GETRUSAGE = link("getrusage", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle STRERROR = NativeLibrary.libc()
            .function(
                    "strerror",
                    FunctionDescriptor.of(
                            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(256, JAVA_BYTE)), JAVA_INT));

    /** One piece for each thread; given back with the thread. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Libc() {}

    static MethodHandle link(String name, FunctionDescriptor type, Linker.Option... more) {
        var options = new Linker.Option[more.length + 1];
        options[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(more, 0, options, 1, more.length);
        return NativeLibrary.libc().function(name, type, options);
    }

    /** Where the calls of the calling thread leave the error number: their first argument. */
    static MemorySegment captured() {
        return CAPTURED.get();
    }

    /** The error number of the calling thread's last failed call. */
    static int errno() {
        return (int) ERRNO.get(CAPTURED.get(), 0L);
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
        String said;
        try {
            said = ((MemorySegment) STRERROR.invokeExact(errno)).getString(0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return new HandoffException(
                tried + ": " + said + " (errno " + errno + ")" + (advice.isEmpty() ? "" : "; " + advice));
    }

    static int memfdCreate(MemorySegment name, int flags) {
        try {
            return (int) MEMFD_CREATE.invokeExact(CAPTURED.get(), name, flags);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int fallocate(int fd, long from, long bytes) {
        try {
            return (int) FALLOCATE.invokeExact(CAPTURED.get(), fd, 0, from, bytes);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int madvise(MemorySegment memory, int advice) {
        try {
            return (int) MADVISE.invokeExact(CAPTURED.get(), memory, memory.byteSize(), advice);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static MemorySegment mmap(long bytes, int protection, int flags, int fd) {
        try {
            return (MemorySegment)
                    MMAP.invokeExact(CAPTURED.get(), MemorySegment.NULL, bytes, protection, flags, fd, 0L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int munmap(MemorySegment memory) {
        try {
            return (int) MUNMAP.invokeExact(CAPTURED.get(), memory, memory.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int pipe2(MemorySegment twoInts, int flags) {
        try {
            return (int) PIPE2.invokeExact(CAPTURED.get(), twoInts, flags);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int open(MemorySegment path, int flags) {
        try {
            return (int) OPEN.invokeExact(CAPTURED.get(), path, flags);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int open(MemorySegment path, int flags, int mode) {
        try {
            return (int) OPEN_WITH_MODE.invokeExact(CAPTURED.get(), path, flags, mode);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int rename(MemorySegment from, MemorySegment to) {
        try {
            return (int) RENAME.invokeExact(CAPTURED.get(), from, to);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long lseek(int fd, long offset, int whence) {
        try {
            return (long) LSEEK.invokeExact(CAPTURED.get(), fd, offset, whence);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int fsync(int fd) {
        try {
            return (int) FSYNC.invokeExact(CAPTURED.get(), fd);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** For a whole file. Returns the error number itself. */
    static int posixFadvise(int fd, int advice) {
        try {
            return (int) POSIX_FADVISE.invokeExact(CAPTURED.get(), fd, 0L, 0L, advice);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int flock(int fd, int operation) {
        try {
            return (int) FLOCK.invokeExact(CAPTURED.get(), fd, operation);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int close(int fd) {
        try {
            return (int) CLOSE.invokeExact(CAPTURED.get(), fd);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int fcntl(int fd, int command, int argument) {
        try {
            return (int) FCNTL.invokeExact(CAPTURED.get(), fd, command, argument);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long read(int fd, MemorySegment to) {
        try {
            return (long) READ.invokeExact(CAPTURED.get(), fd, to, to.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long write(int fd, MemorySegment from) {
        try {
            return (long) WRITE.invokeExact(CAPTURED.get(), fd, from, from.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long writev(int fd, MemorySegment pieces, int count) {
        try {
            return (long) WRITEV.invokeExact(CAPTURED.get(), fd, pieces, count);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int poll(MemorySegment descriptors, long count, int timeoutMs) {
        try {
            return (int) POLL.invokeExact(CAPTURED.get(), descriptors, count, timeoutMs);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long futex(MemorySegment word, int operation, int value, MemorySegment timeout) {
        try {
            return (long) FUTEX.invokeExact(CAPTURED.get(), FUTEX_CALL, word, operation, value, timeout);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int getrusage(int who, MemorySegment to) {
        try {
            return (int) GETRUSAGE.invokeExact(CAPTURED.get(), who, to);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int gettid() {
        try {
            return (int) GETTID.invokeExact(CAPTURED.get());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
