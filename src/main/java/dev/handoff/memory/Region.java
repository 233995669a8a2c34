package dev.handoff.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/**
 * Anonymous memory that several processes map. It has no name in any file system: when the last process that holds it
 * ends, however it ends, it is gone.
 *
 * <p>Assumes that the processes belong to the same user, and that the creator lives while others open it. Guarantees that
 * memory once created is there: it was reserved, so that touching it cannot fail for want of space (a memory control
 * group may still kill the process). New memory is all zeros. {@link #segment()} may be used by any thread until {@link
 * #close}; after it, access throws {@code IllegalStateException}. Offsets and sizes are {@code long}: a region may be
 * larger than 2 GiB.
 */
public final class Region implements AutoCloseable {
    private static final int MFD_CLOEXEC = 1;
    private static final long PIECE = 256L << 20;
    private static final int MADV_POPULATE_WRITE = 23;

    private final String path;
    private final int descriptor;
    private final Arena arena;
    private final MemorySegment segment;

    private Region(String path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
        this.arena = Arena.ofShared();
        try (var channel = FileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.segment = channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
        } catch (NoSuchFileException e) {
            arena.close();
            throw new HandoffException(
                    "shared memory " + path + " is gone: the process that made it has ended or has closed it", e);
        } catch (IOException e) {
            arena.close();
            throw new HandoffException("shared memory " + path + " cannot be mapped: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a region.
     *
     * @param name what {@code /proc/<pid>/maps} shows, ASCII
     * @param bytes its size, at least 1
     * @return the region
     * @throws HandoffException if the system has not got the memory, or the calling thread is interrupted
     */
    public static Region create(String name, long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a region of " + bytes + " bytes; at least 1");
        }
        int descriptor;
        try (var arena = Arena.ofConfined()) {
            descriptor = Libc.memfdCreate(arena.allocateFrom("handoff-" + name, US_ASCII), MFD_CLOEXEC);
        }
        if (descriptor < 0) {
            throw Libc.failure("creating shared memory");
        }
        try {
            reserve(descriptor, bytes);
            return new Region("/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor, descriptor);
        } catch (RuntimeException e) {
            Libc.close(descriptor);
            throw e;
        }
    }

    /** Piece by piece, because the system clears every page of them, and who is interrupted shall not wait for all. */
    private static void reserve(int descriptor, long bytes) {
        for (long from = 0; from < bytes; from += PIECE) {
            if (Thread.currentThread().isInterrupted()) {
                throw new HandoffException("interrupted while shared memory was reserved");
            }
            if (Libc.fallocate(descriptor, from, Math.min(PIECE, bytes - from)) < 0) {
                throw Libc.failure("reserving " + bytes + " bytes of shared memory");
            }
        }
    }

    /**
     * Opens a region that another process made.
     *
     * @param path what {@link #path()} said there
     * @return the same memory
     * @throws HandoffException if that process has ended or closed the region
     */
    public static Region open(String path) {
        return new Region(path, -1);
    }

    /**
     * Opens a region, and makes something that will close it.
     *
     * @param <T> what is made
     * @param path the path that the creating process has named
     * @param making makes it; if it throws, the region is closed
     * @return what was made
     * @throws HandoffException if it cannot be opened
     */
    public static <T> T open(String path, Function<Region, T> making) {
        return making(open(path), making);
    }

    /**
     * Creates a region, as {@link #create(String, long)} does, and makes something that will close it.
     *
     * @param <T> what is made
     * @param name for {@code /proc/<pid>/maps}
     * @param bytes the size, at least 1
     * @param making makes it; if it throws, the region is closed
     * @return what was made
     */
    public static <T> T create(String name, long bytes, Function<Region, T> making) {
        return making(create(name, bytes), making);
    }

    private static <T> T making(Region region, Function<Region, T> making) {
        try {
            return making.apply(region);
        } catch (Throwable e) {
            region.close();
            throw e;
        }
    }

    /**
     * Where another process of the same user opens it, as long as this one lives and has not closed it.
     *
     * @return a path in {@code /proc}
     */
    public String path() {
        return path;
    }

    /**
     * The memory.
     *
     * @return all of it
     */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * Enters every page of a part into this process's page table, so that the first access to each does not interrupt
     * the work. Where the system cannot, nothing happens.
     *
     * @param part of a {@link #segment()}, or of {@link PrivateMemory}; it begins at a page
     */
    public static void populate(MemorySegment part) {
        Libc.madvise(part, MADV_POPULATE_WRITE);
    }

    @Override
    public void close() {
        arena.close();
        if (descriptor >= 0 && Libc.close(descriptor) < 0) {
            throw Libc.failure("closing shared memory");
        }
    }
}
