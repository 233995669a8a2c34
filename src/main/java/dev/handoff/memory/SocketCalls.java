package dev.handoff.memory;

import static dev.handoff.memory.Libc.call;
import static dev.handoff.memory.Libc.find;
import static dev.handoff.memory.Libc.word;
import static java.lang.foreign.MemorySegment.NULL;

import java.lang.foreign.MemorySegment;

/** The system calls of sockets, as {@link Libc} has the others: each returns what the C function returns. */
final class SocketCalls {
    private static final MemorySegment SOCKET = find("socket");
    private static final MemorySegment BIND = find("bind");
    private static final MemorySegment GETSOCKNAME = find("getsockname");
    private static final MemorySegment LISTEN = find("listen");
    private static final MemorySegment ACCEPT4 = find("accept4");
    private static final MemorySegment CONNECT = find("connect");
    private static final MemorySegment SETSOCKOPT = find("setsockopt");

    private SocketCalls() {}

    static int socket(int family, int type) {
        return (int) call(SOCKET, word(family), word(type), NULL);
    }

    static int bind(int fd, MemorySegment address) {
        return (int) call(BIND, word(fd), address, word(address.byteSize()));
    }

    static int getsockname(int fd, MemorySegment address, MemorySegment length) {
        return (int) call(GETSOCKNAME, word(fd), address, length);
    }

    static int listen(int fd, int backlog) {
        return (int) call(LISTEN, word(fd), word(backlog));
    }

    static int accept(int fd, int flags) {
        return (int) call(ACCEPT4, word(fd), NULL, NULL, word(flags), NULL, NULL);
    }

    static int connect(int fd, MemorySegment address) {
        return (int) call(CONNECT, word(fd), address, word(address.byteSize()));
    }

    static int setsockopt(int fd, int level, int option, MemorySegment value) {
        return (int) call(SETSOCKOPT, word(fd), word(level), word(option), value, word(value.byteSize()), NULL);
    }
}
