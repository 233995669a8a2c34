package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.spi.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * What comes first on a connection, and who has connected once it is there:
 *
 * <pre>
 *   0  token   byte[32]  random, made by the receiver, known to its workers
 *  32  worker  int       the sender
 * </pre>
 */
final class Hello {
    /** How many bytes a token has. */
    static final int TOKEN = 32;

    static final int STRANGER = -1;
    static final int NOT_YET = -2;

    private static final long BYTES = TOKEN + 4;

    private final ByteStream stream;
    private final MemorySegment memory = Arena.ofAuto().allocate(BYTES, 4);
    private long at;

    /** Expects one on a connection that was accepted. */
    Hello(ByteStream stream) {
        this.stream = stream;
    }

    static byte[] newToken() {
        var token = new byte[TOKEN];
        new SecureRandom().nextBytes(token);
        return token;
    }

    static void say(ByteStream stream, byte[] token, int worker) {
        try (var arena = Arena.ofConfined()) {
            var hello = arena.allocate(BYTES, 4);
            MemorySegment.copy(token, 0, hello, ValueLayout.JAVA_BYTE, 0, TOKEN);
            hello.set(ValueLayout.JAVA_INT, TOKEN, worker);
            stream.write(hello, MemorySegment.NULL);
        }
    }

    ByteStream stream() {
        return stream;
    }

    /**
     * Reads what is there, and waits for nothing.
     *
     * @return the number that the sender says it has; {@link #STRANGER} if it showed another token, or none and left; {@link
     *     #NOT_YET}
     */
    int listen(byte[] token) {
        while (at < BYTES) {
            long read = stream.read(memory.asSlice(at), Deadline.NOW);
            if (read == ByteStream.ENDED) {
                return STRANGER;
            }
            if (read == ByteStream.NOTHING) {
                return NOT_YET;
            }
            at += read;
        }
        var shown = memory.asSlice(0, TOKEN).toArray(ValueLayout.JAVA_BYTE);
        return MessageDigest.isEqual(token, shown)
                ? Math.max(STRANGER, memory.get(ValueLayout.JAVA_INT, TOKEN))
                : STRANGER;
    }
}
