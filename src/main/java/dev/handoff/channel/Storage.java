package dev.handoff.channel;

import dev.handoff.memory.Disk;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where files lie. Immutable; it asks the system each time.
 *
 * @param label what the name of a channel says of it; empty for the disk
 * @param directory an existing directory, absolute
 */
public record Storage(String label, Path directory) {
    private static final String DISK = "";

    /**
     * The system's directory of temporary files; where that lies in memory, {@code /var/tmp}, which outlives a restart of
     * the machine and therefore does not.
     *
     * @return the storage without a label
     */
    public static Storage disk() {
        return new Storage(DISK, Disk.temporaryDirectory());
    }

    /**
     * Files that never reach a disk.
     *
     * @return {@code /dev/shm}, labelled {@code memory}
     */
    public static Storage memory() {
        return new Storage("memory", Path.of("/dev/shm"));
    }

    /**
     * A directory of the reader's choice.
     *
     * @param directory an existing directory
     * @return the storage, labelled with the last name in the path: two of the same last name are not told apart in tables
     */
    public static Storage in(Path directory) {
        var whole = directory.toAbsolutePath().normalize();
        var last = whole.getFileName();
        return new Storage("in-" + (last == null ? "root" : last), whole);
    }

    /**
     * The type of its file system.
     *
     * @return for instance {@code ext4}, or {@code tmpfs}, which is memory
     * @throws HandoffException if the directory is not there
     */
    public String kind() {
        return store().type();
    }

    /**
     * Whether its file system is memory.
     *
     * @return true if nothing that lies there ever reaches a disk
     * @throws HandoffException if the directory is not there
     */
    public boolean inMemory() {
        return Disk.isMemory(kind());
    }

    /**
     * The room that this user has.
     *
     * @return bytes
     * @throws HandoffException if the directory is not there
     */
    public long usableBytes() {
        try {
            return store().getUsableSpace();
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    private FileStore store() {
        try {
            return Files.getFileStore(directory);
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    private HandoffException unknown(IOException e) {
        return new HandoffException(
                Files.isDirectory(directory)
                        ? "the file system of " + directory + " does not say what it is: " + e.getMessage()
                        : "there is no directory " + directory + "; make it, or choose another",
                e);
    }

    /** Refuses what contradicts itself: a disk that is memory, and memory that shall be on its disk. */
    void check(NamedFiles.Caching caching) {
        if (!inMemory()) {
            return;
        }
        var memory = directory + " is " + kind() + ", which is memory";
        if (label.equals(DISK)) {
            throw new IllegalArgumentException("files on a disk were asked for, but " + memory
                    + "; choose a directory on a disk, or files in memory");
        }
        if (caching != NamedFiles.Caching.CACHED) {
            throw new IllegalArgumentException(caching.label() + " files are brought to their disk, but " + memory
                    + "; choose a directory on a disk");
        }
    }

    /** Refuses so many files of a size if they do not fit. */
    void check(int files, double bytes) {
        double megabytes = 1e6;
        if (files * bytes > usableBytes()) {
            throw new IllegalArgumentException(
                    ("files take up to %.0f MB in %s (%d messages under way, %.1f MB each), and"
                                    + " %.0f MB are free there; use a smaller capacity or payload, or another directory")
                            .formatted(
                                    files * bytes / megabytes,
                                    directory,
                                    files,
                                    bytes / megabytes,
                                    usableBytes() / megabytes));
        }
    }
}
