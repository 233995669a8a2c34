package dev.handoff.channel;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every message is a file, and what is handed over is its name: the last section of the article. A worker writes to a
 * temporary name, renames the file, which happens at once or not at all, and announces it through one pipe of all
 * workers. An announcement is less than what a pipe takes in one piece, so that none needs a lock. The parent reads or
 * maps the file, and deletes it.
 *
 * <p>A semaphore bounds how many files there are: a permit is taken by {@code send}, before the file is begun, and given
 * back when the file is deleted, which is once it is read, or, if it is mapped, when the message is closed.
 *
 * <p>The files lie in a directory of this user alone, which the parent makes and, when it closes, deletes with whatever a
 * killed worker left in it. What a killed parent left is deleted by the next that opens files in the same place:
 * each holds a lock on its directory that ends with its process.
 *
 * <p>A message whose file is gone, was cut, or has another checksum than announced ends the call that wanted it, and a
 * message that could not be written ends the call that sent it. Either is lost and gives back its permit and its
 * file; those after it arrive. In a run, each ends the run.
 *
 * @param storage where the files lie
 * @param caching what a worker does about the page cache before it hands the name over
 * @param maps whether the parent maps a file instead of reading it
 * @param checks whether the parent compares a checksum (CRC-32C) that the worker announced
 */
public record NamedFiles(Storage storage, Caching caching, boolean maps, boolean checks) implements Channel {
    /** What a pipe holds unless it is asked for more, and the most that an ordinary user may ask for. */
    private static final int USUAL_PIPE = 1 << 16;

    private static final int LARGEST_PIPE = 1 << 20;
    /** An int: 1 once the receiver has closed. */
    static final long GONE = 0;

    static final long PERMITS = Words.LINE;

    /** What becomes of a written file before its name is handed over. */
    public enum Caching {
        /** It lies in the page cache; the system brings it to the disk when it pleases, or never, if it is deleted before. */
        CACHED,
        /** It is on the disk, and its name is (fsync of file and directory), and in the page cache too. */
        SYNCED,
        /** It is on the disk, and no longer in the page cache: the parent loads it. */
        COLD;

        /**
         * The name.
         *
         * @return lower case
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Files on the disk, in the page cache, read and not checked.
     *
     * @return the channel named {@code files}
     */
    public static NamedFiles onDisk() {
        return new NamedFiles(Storage.disk(), Caching.CACHED, false, false);
    }

    /**
     * Files by the name of the channel.
     *
     * @param name {@code files}, then what is not usual, in this order: {@code -memory}, {@code -synced} or {@code -cold},
     *     {@code -mapped}, {@code -checked}
     * @return the channel, or nothing if the name is none of these
     */
    public static Optional<NamedFiles> named(String name) {
        var files = onDisk();
        for (var word : name.split("-", -1)) {
            files = switch (word) {
                case "memory" -> files.inMemory();
                case "synced" -> files.synced();
                case "cold" -> files.cold();
                case "mapped" -> files.mapped();
                case "checked" -> files.checked();
                default -> files; // the name will then be another
            };
        }
        return Optional.of(files).filter(found -> found.name().equals(name));
    }

    /**
     * The same, elsewhere.
     *
     * @param directory an existing directory
     * @return the channel
     */
    public NamedFiles in(Path directory) {
        return new NamedFiles(Storage.in(directory), caching, maps, checks);
    }

    /**
     * The same, in files that never reach a disk.
     *
     * @return the channel
     */
    public NamedFiles inMemory() {
        return new NamedFiles(Storage.memory(), caching, maps, checks);
    }

    /**
     * The same, where a worker waits until the file and its name are on the disk.
     *
     * @return the channel
     */
    public NamedFiles synced() {
        return new NamedFiles(storage, Caching.SYNCED, maps, checks);
    }

    /**
     * The same, where in addition the file leaves the page cache, so that the parent must load it.
     *
     * @return the channel
     */
    public NamedFiles cold() {
        return new NamedFiles(storage, Caching.COLD, maps, checks);
    }

    /**
     * The same, where the parent maps the file. What it receives may be written, which does not change the file.
     *
     * @return the channel
     */
    public NamedFiles mapped() {
        return new NamedFiles(storage, caching, true, checks);
    }

    /**
     * The same, where the worker announces a checksum and the parent compares it: as part of ENCODE and of READ.
     *
     * @return the channel
     */
    public NamedFiles checked() {
        return new NamedFiles(storage, caching, maps, true);
    }

    @Override
    public String name() {
        return Stream.of(
                        "files",
                        storage.label(),
                        caching == Caching.CACHED ? "" : caching.label(),
                        maps ? "mapped" : "",
                        checks ? "checked" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("-"));
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec();
    }

    /**
     * Into the file, and out of it unless it is mapped. A stream passes a buffer before, as a block of less than 256 KiB
     * does, and is read out of memory.
     */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(inPlace ? 0 : 2, maps ? 1 : 2);
    }

    /** On a disk they take no memory that the system could not have back at once. */
    @Override
    public long reserves(Terms terms) {
        return storage.inMemory() ? -1 : 0;
    }

    /**
     * Opens the parent's end.
     *
     * @throws IllegalArgumentException if the messages under way do not fit into the storage, or if the storage is memory
     *     and the settings need a disk
     */
    @Override
    public Inbox open(Terms terms) {
        storage.check(caching);
        var directory = HeldDirectory.create(storage.directory()); // which also deletes what the dead left
        try {
            storage.check(terms.capacity(), (double) terms.codec().headroom() + Math.max(0, terms.payloadBytes()));
            return Region.create(
                    "files",
                    PERMITS + Permits.bytes(terms.capacity()),
                    region -> Pipe.create(
                            pipeBytes(terms.capacity()),
                            pipe -> new NamedFilesInbox(this, directory, pipe, region, terms)));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** As many announcements as there may be, so that announcing never waits. */
    private static int pipeBytes(int capacity) {
        long needed = capacity * Announcement.BYTES;
        return needed <= USUAL_PIPE ? 0 : (int) Math.min(needed, LARGEST_PIPE);
    }

    /** The final name of a message. The permit keeps apart two that bear the same number, as in warm-up and measurement. */
    static Path file(Path directory, Frame frame) {
        return directory.resolve(prefix(frame.worker()) + frame.sequence() + "-" + frame.permit());
    }

    /** What the names of a worker's files begin with. */
    static String prefix(int worker) {
        return "message-" + worker + "-";
    }

    /** What it is called while it is written. */
    static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** The way to directory, pipe and memory, for a worker. */
    record Way(
            String directory,
            String pipe,
            String region,
            int capacity,
            Codec codec,
            Caching caching,
            boolean checks,
            long receiverPid)
            implements Connector {
        private static final long serialVersionUID = 1L;

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            return Region.open(region, shared -> new NamedFilesOutbox(worker, this, Pipe.openForWriting(pipe), shared));
        }
    }
}
