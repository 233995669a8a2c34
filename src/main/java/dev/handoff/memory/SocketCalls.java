package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The system calls of sockets, as {@link Libc} has the others: each returns what the C function returns. */
final class SocketCalls {
    private static final MethodHandle SOCKET =
            Libc.link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            Libc.link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKNAME =
            Libc.link("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle LISTEN = Libc.link("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle ACCEPT4 =
            Libc.link("accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle CONNECT =
            Libc.link("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            Libc.link("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private SocketCalls() {}

    static int socket(int family, int type) {
        try {
            return (int) SOCKET.invokeExact(Libc.captured(), family, type, 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int bind(int fd, MemorySegment address) {
        try {
            return (int) BIND.invokeExact(Libc.captured(), fd, address, (int) address.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int getsockname(int fd, MemorySegment address, MemorySegment length) {
        try {
            return (int) GETSOCKNAME.invokeExact(Libc.captured(), fd, address, length);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int listen(int fd, int backlog) {
        try {
            return (int) LISTEN.invokeExact(Libc.captured(), fd, backlog);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int accept(int fd, int flags) {
        try {
            return (int) ACCEPT4.invokeExact(Libc.captured(), fd, MemorySegment.NULL, MemorySegment.NULL, flags);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int connect(int fd, MemorySegment address) {
        try {
            return (int) CONNECT.invokeExact(Libc.captured(), fd, address, (int) address.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int setsockopt(int fd, int level, int option, MemorySegment value) {
        try {
            return (int) SETSOCKOPT.invokeExact(Libc.captured(), fd, level, option, value, (int) value.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
