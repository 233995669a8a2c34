package dev.handoff.channel;

import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.SystemFile;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Draft;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ReceiverGoneException;
import dev.handoff.spi.Stopwatch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file for each message, in the thread that sends, and announces it. */
final class NamedFilesOutbox implements Outbox {
    private final int worker;
    private final NamedFiles.Way way;
    private final Path directory;
    private final Pipe pipe;
    private final Region region;
    private final Space space;
    private final Blocks blocks = new Blocks(1);
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(FileSink.BUFFER, 64);
    private final MemorySegment announced = arena.allocate(Announcement.BYTES, 8);

    NamedFilesOutbox(int worker, NamedFiles.Way way, Pipe pipe, Region region) {
        this.worker = worker;
        this.way = way;
        this.directory = Path.of(way.directory());
        this.pipe = pipe;
        this.region = region;
        this.space = Space.of(region.segment(), NamedFiles.GONE, NamedFiles.PERMITS, way.capacity(), way.receiverPid());
    }

    @Override
    public Draft draft(long sequence, Stopwatch watch) {
        return new PrivateDraft(blocks.lease(), (value, memory) -> {
            new Sending(sequence, watch).send(value);
            memory.close();
        });
    }

    @Override
    public void close() {
        try (region;
                pipe;
                blocks;
                arena) {
            // everything that was sent is announced
        }
    }

    /** One message on its way into a file. */
    private final class Sending {
        private final long sequence;
        private final Stopwatch watch;

        Sending(long sequence, Stopwatch watch) {
            this.sequence = sequence;
            this.watch = watch;
        }

        void send(Object value) {
            int permit = space.take(worker, sequence, Deadline.never());
            watch.charge(Phase.WAIT_FOR_SPACE);
            if (permit < 0) {
                throw new HandoffException(
                        "interrupted while message " + sequence + " waited for space in " + directory);
            }
            var name = NamedFiles.file(directory, new Frame(worker, sequence, 0, permit));
            boolean sent = false;
            try {
                var announcement = write(value, name, permit);
                watch.charge(Phase.WRITE);
                watch.published();
                announcement.write(announced);
                pipe.writeFully(announced);
                sent = true;
            } finally {
                if (!sent) {
                    delete(NamedFiles.part(name));
                    delete(name);
                    space.giveBack(permit);
                }
            }
        }

        private Announcement write(Object value, Path name, int permit) {
            var checksum = way.checks() ? new Checksum() : null;
            var sink = new FileSink(NamedFiles.part(name), buffer, watch, checksum);
            try {
                way.codec().encode(value, sink);
                finish(sink, name);
            } catch (RuntimeException e) {
                throw sink.failure() == null ? e : notSent(sink.failure()); // a codec may have wrapped it
            } finally {
                sink.abandon();
            }
            return new Announcement(
                    new Frame(worker, sequence, sink.bytes(), permit), checksum == null ? 0 : checksum.value());
        }

        private void finish(FileSink sink, Path name) {
            try {
                sink.finish(way.caching());
                SystemFile.rename(NamedFiles.part(name), name);
                if (way.caching() != NamedFiles.Caching.CACHED) {
                    try (var names = SystemFile.open(directory)) {
                        names.sync();
                    }
                }
            } catch (HandoffException e) {
                throw notSent(e);
            }
        }

        private HandoffException notSent(HandoffException why) {
            if (space.isForNobody()) { // who took the directory along
                return ReceiverGoneException.within(0);
            }
            return new HandoffException(
                    "message " + sequence + " of worker " + worker + " was not sent: " + why.getMessage(), why);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it goes with its directory
        }
    }
}
