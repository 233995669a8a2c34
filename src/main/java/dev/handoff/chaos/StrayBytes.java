package dev.handoff.chaos;

import dev.handoff.memory.ByteStream;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that are no message, in whatever a worker writes its messages into. */
final class StrayBytes {
    private static final int STANDARD_ERROR = 2;

    private StrayBytes() {}

    /** Writes so many of them into each pipe and each connection of this process, but for its standard streams. */
    static void write(int count) {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"));
                var arena = Arena.ofConfined()) {
            var bytes = arena.allocate(count).fill((byte) 0xA5);
            for (var descriptor : descriptors) {
                int number = Integer.parseInt(descriptor.getFileName().toString());
                var target = Files.readSymbolicLink(descriptor).toString();
                if (number > STANDARD_ERROR && target.matches("(pipe|socket):.*")) {
                    ByteStream.of(number).write(bytes, MemorySegment.NULL);
                }
            }
        } catch (IOException e) {
            throw new HandoffException("the descriptors cannot be listed: " + e.getMessage(), e);
        }
    }
}
