package dev.handoff.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what lies on a disk from what a file system keeps in memory. */
public final class Disk {
    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

    private Disk() {}

    /**
     * The system's directory of temporary files; where that lies in memory, {@code /var/tmp}, which outlives a restart of
     * the machine and therefore does not.
     *
     * @return an absolute path; the system's own directory if both lie in memory
     */
    public static Path temporaryDirectory() {
        var usual = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return Stream.of(usual, Path.of("/var/tmp"))
                .filter(directory -> Files.isDirectory(directory) && !isInMemory(directory))
                .findFirst()
                .orElse(usual);
    }

    /**
     * Whether a type of file system keeps its files in memory.
     *
     * @param type as {@link java.nio.file.FileStore#type} says it, for instance {@code ext4}
     * @return true if nothing that lies there ever reaches a disk
     */
    public static boolean isMemory(String type) {
        return MEMORY.contains(type);
    }

    private static boolean isInMemory(Path directory) {
        try {
            return isMemory(Files.getFileStore(directory).type());
        } catch (IOException e) {
            return false; // who writes there will be told more
        }
    }
}
