package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.memory.Permits;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.memory.SystemFile;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Waits for announcements, and reads their files into a buffer that is used again, or maps them. */
final class NamedFilesInbox implements Inbox {
    private final NamedFiles files;
    private final HeldDirectory directory;
    private final Pipe pipe;
    private final Region region;
    private final Terms terms;
    private final Permits permits;
    private final Departed departed;
    private final Buffer buffer = new Buffer();
    private final Arena arena = Arena.ofShared();
    private final MemorySegment announced = arena.allocate(Announcement.BYTES, 8);

    NamedFilesInbox(NamedFiles files, HeldDirectory directory, Pipe pipe, Region region, Terms terms) {
        this.files = files;
        this.directory = directory;
        this.pipe = pipe;
        this.region = region;
        this.terms = terms;
        this.permits = new Permits(region.segment(), NamedFiles.PERMITS, terms.capacity());
        this.departed = new Departed(terms.capacity());
    }

    @Override
    public Connector connector() {
        return new NamedFiles.Way(
                directory.path().toString(),
                pipe.writingPath(),
                region.path(),
                terms.capacity(),
                terms.codec(),
                files.caching(),
                files.checks(),
                ProcessHandle.current().pid());
    }

    @Override
    public int capacity() {
        return terms.capacity();
    }

    @Override
    public Received next(Deadline deadline) {
        while (!pipe.awaitReadable(departed.isEmpty() ? deadline : Deadline.NOW)) {
            if (departed.isEmpty()) {
                return null;
            }
            departed.settle(this::giveBackAll); // the pipe is empty
        }
        long readFrom = System.nanoTime();
        pipe.readFully(announced, deadline); // which are there whole
        var message = Announcement.read(announced, terms.workers(), terms.capacity());
        if (departed.passed() && !departed.contains(message.frame().worker())) {
            departed.settle(this::giveBackAll);
        }
        return take(message, readFrom);
    }

    @Override
    public void reclaim(int worker) {
        departed.add(worker);
    }

    /** What the dead worker has written and not announced. The permits last: who has one may make a file of its name. */
    private void giveBackAll(int worker) {
        try (var files = Files.newDirectoryStream(directory.path(), NamedFiles.prefix(worker) + "*")) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new HandoffException(
                    "the files of worker " + worker + ", which has died, cannot be deleted: " + HeldDirectory.why(e),
                    e);
        }
        permits.giveBackAll(worker);
    }

    /** Whatever comes of it, the file is deleted and its permit given back: now, or when a mapped message is closed. */
    private Received take(Announcement message, long readFrom) {
        var frame = message.frame();
        var path = NamedFiles.file(directory.path(), frame);
        var mapping = Arena.ofConfined();
        boolean lent = false;
        try {
            var body = new Loan(load(message, path, mapping));
            lent = files.maps();
            Runnable giveBack = lent ? () -> end(frame, path, mapping) : () -> {};
            return new Arrived(frame.worker(), frame.sequence(), readFrom, body, terms.codec(), giveBack);
        } finally {
            if (!lent) {
                end(frame, path, mapping);
            }
        }
    }

    private MemorySegment load(Announcement message, Path path, Arena mapping) {
        long bytes = message.frame().bytes();
        try (var file = SystemFile.open(path)) {
            requireBytes(message, path, file.size()); // before memory is taken on the word of an announcement
            MemorySegment body;
            if (files.maps()) {
                body = file.map(bytes, mapping);
            } else {
                buffer.rewind(0);
                buffer.ensure(bytes);
                body = buffer.memory().asSlice(0, bytes);
                requireBytes(message, path, file.read(body));
            }
            requireChecksum(message, path, body);
            return body;
        } catch (CorruptMessageException e) {
            throw e;
        } catch (HandoffException e) {
            throw new HandoffException(message + " is lost: " + e.getMessage(), e);
        }
    }

    private static void requireBytes(Announcement message, Path path, long found) {
        if (found != message.frame().bytes()) {
            throw new CorruptMessageException(message + " is lost: " + path + " has " + found + " bytes, and "
                    + message.frame().bytes() + " were announced; choose a directory in which nobody else writes");
        }
    }

    private void requireChecksum(Announcement message, Path path, MemorySegment body) {
        if (!files.checks()) {
            return;
        }
        var checksum = new Checksum();
        checksum.add(body);
        if (checksum.value() != message.checksum()) {
            throw new CorruptMessageException(
                    "%s is lost: %s has the checksum %08x, and %08x was announced; its bytes are not those that were sent"
                            .formatted(message, path, checksum.value(), message.checksum()));
        }
    }

    private void end(Frame frame, Path path, Arena mapping) {
        mapping.close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new HandoffException("the file " + path + " cannot be deleted: " + HeldDirectory.why(e), e);
        } finally {
            frame.giveBack(permits);
        }
    }

    @Override
    public void close() {
        Receiver.leaves(region.segment(), NamedFiles.GONE);
        try (region;
                pipe;
                directory;
                arena) {
            buffer.free();
        }
    }
}
