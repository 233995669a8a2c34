package dev.handoff.channel;

import dev.handoff.memory.Copies;
import dev.handoff.memory.SystemFile;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Streams into a new file: small pieces by way of a buffer, a large block of native memory as it lies. The file is made
 * when the first bytes go into it. Each time they do, what went before is charged to ENCODE and the writing to
 * WRITE; the checksum counts as ENCODE.
 */
final class FileSink extends Sink {
    /** Large enough that a call costs nothing beside what it writes, small enough for the cache. */
    static final long BUFFER = 256 * 1024;

    private final Path path;
    private final MemorySegment buffer;
    private final Stopwatch watch;
    private final Checksum checksum;
    private SystemFile file;
    private long buffered;
    private long written;
    private HandoffException failure;

    /**
     * @param buffer native memory, {@link #BUFFER} bytes, which is free again when this is finished
     * @param checksum is told every byte; null if nobody checks
     */
    FileSink(Path path, MemorySegment buffer, Stopwatch watch, Checksum checksum) {
        this.path = path;
        this.buffer = buffer;
        this.watch = watch;
        this.checksum = checksum;
    }

    long bytes() {
        return written;
    }

    /** Why a file could not be written, whatever the codec made of it; null if it could. */
    HandoffException failure() {
        return failure;
    }

    @Override
    public void write(MemorySegment block) {
        if (block.isNative() && block.byteSize() >= BUFFER) {
            empty();
            put(block);
            watch.charge(Phase.WRITE);
            return;
        }
        for (long at = 0; at < block.byteSize(); ) {
            if (buffered == BUFFER) {
                empty();
            }
            long piece = Math.min(block.byteSize() - at, BUFFER - buffered);
            Copies.copy(block.asSlice(at, piece), buffer.asSlice(buffered, piece));
            buffered += piece;
            at += piece;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        write(MemorySegment.ofArray(bytes).asSlice(offset, length));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    private void empty() {
        if (buffered > 0) {
            putBuffered();
            watch.charge(Phase.WRITE);
        }
    }

    private void putBuffered() {
        put(buffer.asSlice(0, buffered));
        buffered = 0;
    }

    private void put(MemorySegment bytes) {
        if (checksum != null) {
            checksum.add(bytes);
        }
        watch.charge(Phase.ENCODE);
        try {
            if (file == null) {
                file = SystemFile.create(path);
            }
            file.writeFully(bytes);
        } catch (HandoffException e) {
            failure = e;
            throw e;
        }
        written += bytes.byteSize();
    }

    /** Writes what is left, and closes the file as it shall be cached. The time since then is not yet charged. */
    void finish(NamedFiles.Caching caching) {
        putBuffered();
        if (caching != NamedFiles.Caching.CACHED) {
            file.sync();
        }
        if (caching == NamedFiles.Caching.COLD) {
            file.forget();
        }
        var full = file;
        file = null;
        full.close();
    }

    /** Closes the file, if it is open still. */
    void abandon() {
        if (file != null) {
            file.close();
        }
    }
}
