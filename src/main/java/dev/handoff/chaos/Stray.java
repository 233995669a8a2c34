package dev.handoff.chaos;

import dev.handoff.memory.ByteStream;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** What is no message, in whatever a worker hands its messages over by. */
final class Stray {
    private static final int STANDARD_ERROR = 2;
    private static final byte BYTE = (byte) 0xA5;
    /** How many bytes two workers and the parent use for it. */
    private static final int SAID = 1024;

    private static final long WORD = 0xA5A5_A5A5_A5A5_A5A5L;
    private static final Pattern SHARED = Pattern.compile("(\\w+)-.*memfd:handoff-(ring|slots).*");

    private Stray() {}

    /** Writes so many bytes into each pipe and each connection of this process, but for its standard streams. */
    static void bytes(int count) {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"));
                var arena = Arena.ofConfined()) {
            var bytes = arena.allocate(count).fill(BYTE);
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

    /**
     * Stores over a word that is in use, of those with which the memory of rings and slots begins: what both sides say to each
     * other.
     */
    static void store(int which) {
        try (var maps = Files.lines(Path.of("/proc/self/maps"));
                var memory = new RandomAccessFile("/proc/self/mem", "rw")) {
            for (var line : maps.toList()) {
                var shared = SHARED.matcher(line);
                if (shared.matches()) {
                    store(memory, Long.parseLong(shared.group(1), 16), which);
                }
            }
        } catch (IOException e) {
            throw new HandoffException("the memory of this process cannot be written: " + e.getMessage(), e);
        }
    }

    private static void store(RandomAccessFile memory, long from, int which) throws IOException {
        var used = new ArrayList<Long>();
        for (long at = from; at < from + SAID; at += Long.BYTES) {
            memory.seek(at);
            if (memory.readLong() != 0) {
                used.add(at);
            }
        }
        if (!used.isEmpty()) {
            memory.seek(used.get(which % used.size()));
            memory.writeLong(WORD);
        }
    }
}
