package dev.handoff.memory;

import static dev.handoff.memory.Libc.find;
import static dev.handoff.memory.Libc.word;
import static java.lang.foreign.MemorySegment.NULL;

import java.lang.foreign.MemorySegment;

/** The system calls of sockets, as {@link Libc} has the others: each returns what the C function returns. */
final class SocketCalls {
    private static final NativeFunction SOCKET = find("socket");
    private static final NativeFunction BIND = find("bind");
    private static final NativeFunction GETSOCKNAME = find("getsockname");
    private static final NativeFunction LISTEN = find("listen");
    private static final NativeFunction ACCEPT4 = find("accept4");
    private static final NativeFunction CONNECT = find("connect");
    private static final NativeFunction SETSOCKOPT = find("setsockopt");

    private SocketCalls() {}

    static int socket(int family, int type) {
        return (int) SOCKET.call(word(family), word(type), NULL);
    }

    static int bind(int fd, MemorySegment address) {
        return (int) BIND.call(word(fd), address, word(address.byteSize()));
    }

    static int getsockname(int fd, MemorySegment address, MemorySegment length) {
        return (int) GETSOCKNAME.call(word(fd), address, length);
    }

    static int listen(int fd, int backlog) {
        return (int) LISTEN.call(word(fd), word(backlog));
    }

    static int accept(int fd, int flags) {
        return (int) ACCEPT4.call(word(fd), NULL, NULL, word(flags), NULL, NULL);
    }

    static int connect(int fd, MemorySegment address) {
        return (int) CONNECT.call(word(fd), address, word(address.byteSize()));
    }

    static int setsockopt(int fd, int level, int option, MemorySegment value) {
        return (int) SETSOCKOPT.call(word(fd), word(level), word(option), value, word(value.byteSize()), NULL);
    }
}
