package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.handoff.spi.HandoffException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

/**
 * Where other processes of this machine connect. The system chooses the address, which has no place in any file system:
 * nothing is left of it when the process ends, however it ends. One thread at a time. Addresses, as C lays them
 * out:
 *
 * <pre>
 * UNIX                                        TCP
 *   0  family  short    1                       0  family   short   2
 *   2  zero    byte     the abstract names      2  port     short   big-endian
 *   3  name    byte[5]  hexadecimal digits      4  address  byte[4] 127.0.0.1
 *                                               8  zeros    byte[8]
 * </pre>
 */
public final class Listener implements Descriptor, AutoCloseable {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDTIMEO = 21;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int LARGEST_ADDRESS = 128;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final long CONNECT_LIMIT_S = 10;

    private int number;
    private final String address;

    /** What carries the connections. */
    public enum Family {
        /** Sockets of the Unix domain, with an abstract name. */
        UNIX(1, 2),
        /** TCP on the loopback interface, sent at once however small (no delay). */
        TCP(2, 16);

        private final int code;
        private final long addressBytes;

        Family(int code, long addressBytes) {
            this.code = code;
            this.addressBytes = addressBytes;
        }
    }

    private Listener(int number, String address) {
        this.number = number;
        this.address = address;
    }

    /**
     * Begins to listen, at an address that is free.
     *
     * @param family what carries the connections
     * @param waiting how many may wait to be accepted
     * @return the listener
     * @throws HandoffException if the system refuses
     */
    public static Listener open(Family family, int waiting) {
        int number = SocketCalls.socket(family.code, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (number < 0) {
            throw Libc.failure("making a socket");
        }
        try (var arena = Arena.ofConfined()) {
            var any = arena.allocate(family.addressBytes, 8); // of the Unix domain only the family: an unused name
            any.set(JAVA_SHORT, 0, (short) family.code);
            if (family == Family.TCP) {
                MemorySegment.copy(LOOPBACK, 0, any, JAVA_BYTE, 4, LOOPBACK.length);
            }
            var chosen = arena.allocate(LARGEST_ADDRESS, 8);
            var length = arena.allocateFrom(JAVA_INT, LARGEST_ADDRESS);
            if (SocketCalls.bind(number, any) < 0
                    || SocketCalls.listen(number, waiting) < 0
                    || SocketCalls.getsockname(number, chosen, length) < 0) {
                var failure = Libc.failure("listening for connections");
                Libc.close(number);
                throw failure;
            }
            var address = chosen.asSlice(0, length.get(JAVA_INT, 0)).toArray(JAVA_BYTE);
            return new Listener(number, HexFormat.of().formatHex(address));
        }
    }

    /**
     * Where to connect.
     *
     * @return the address, for {@link #connect}: the bytes of the picture above, as hexadecimal digits
     */
    public String address() {
        return address;
    }

    @Override
    public int number() {
        return number;
    }

    /**
     * Accepts a connection that waits.
     *
     * @return the end that reads; null if none waits
     * @throws HandoffException if there are no descriptors left
     */
    public ByteStream accept() {
        int accepted = SocketCalls.accept(number, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (accepted >= 0) {
            return new ByteStream(accepted);
        }
        return switch (Libc.errno()) {
            case Libc.EAGAIN, Libc.EINTR, Libc.ECONNABORTED -> null;
            default -> throw Libc.failure("accepting a connection");
        };
    }

    /**
     * Connects to a listener. Does not wait until it accepts.
     *
     * @param address what {@link #address} said
     * @return the end that writes
     * @throws HandoffException if nobody listens there, or so many wait to be accepted that there is no place within 10
     *     seconds
     */
    public static ByteStream connect(String address) {
        try (var arena = Arena.ofConfined()) {
            var bytes = HexFormat.of().parseHex(address);
            var there = arena.allocate(bytes.length, 8).copyFrom(MemorySegment.ofArray(bytes));
            int family = there.get(JAVA_SHORT, 0);
            int number = SocketCalls.socket(family, SOCK_STREAM | SOCK_CLOEXEC);
            if (number < 0) {
                throw Libc.failure("making a socket");
            }
            if (!connect(arena, number, there)) {
                var failure = Libc.failure("connecting to the receiver");
                Libc.close(number);
                throw failure;
            }
            if (family == Family.TCP.code) {
                SocketCalls.setsockopt(number, IPPROTO_TCP, TCP_NODELAY, arena.allocateFrom(JAVA_INT, 1));
            }
            return new ByteStream(number);
        }
    }

    /** The limit is for the connecting alone: writing waits as long as the receiver is there. */
    private static boolean connect(Arena arena, int number, MemorySegment address) {
        var limit = arena.allocateFrom(JAVA_LONG, CONNECT_LIMIT_S, 0);
        SocketCalls.setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, limit);
        int connected;
        do {
            connected = SocketCalls.connect(number, address);
        } while (connected < 0 && Libc.errno() == Libc.EINTR);
        if (connected < 0 && Libc.errno() != Libc.EISCONN) { // it is, where an interrupted call went on meanwhile
            return false;
        }
        SocketCalls.setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, limit.fill((byte) 0));
        return true;
    }

    /** Listens no more: those that wait to be accepted are told that the receiver is gone. */
    @Override
    public void close() {
        if (number >= 0) {
            Libc.close(number);
            number = -1;
        }
    }
}
