package dev.handoff.channel;

import dev.handoff.memory.SystemFile;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory of this user alone that ends with its process. It is locked as long as it is open; the system frees the lock
 * when the process ends, even if it is killed. A directory that nobody has locked is one that was left behind, and
 * {@link #create} deletes it.
 */
final class HeldDirectory implements AutoCloseable {
    static final String PREFIX = "handoff-files-";
    /** Workers that still write when it is deleted may each make one more file; then they fail. */
    private static final int ATTEMPTS = 10_000;

    private final Path path;
    private final SystemFile held;

    private HeldDirectory(Path path, SystemFile held) {
        this.path = path;
        this.held = held;
    }

    /** Makes a directory with a name of its own, and deletes those that this user's processes left behind. */
    static HeldDirectory create(Path in) {
        while (true) { // until no other process has taken the new one for left behind, before it was locked
            var path = make(in);
            var held = hold(path);
            if (held != null) {
                sweep(in, path);
                return new HeldDirectory(path, held);
            }
        }
    }

    private static Path make(Path in) {
        try {
            return Files.createTempDirectory(
                    in, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (AccessDeniedException e) {
            throw new HandoffException(
                    "no directory can be made in " + in + ": this user may not write there; choose another", e);
        } catch (IOException e) {
            throw new HandoffException("no directory can be made in " + in + ": " + e.getMessage(), e);
        }
    }

    /** Takes hold of a directory, unless another has it or it is gone. */
    private static SystemFile hold(Path path) {
        SystemFile file;
        try {
            file = SystemFile.open(path);
        } catch (HandoffException e) {
            if (Files.notExists(path)) {
                return null;
            }
            throw e;
        }
        boolean ours = false;
        try {
            ours = file.tryLock() && Files.exists(path);
        } finally {
            if (!ours) {
                file.close();
            }
        }
        return ours ? file : null;
    }

    /** What cannot be swept takes room, and harms nobody else. */
    private static void sweep(Path in, Path own) {
        try (var found = Files.newDirectoryStream(in, PREFIX + "*")) {
            var user = Files.getOwner(own);
            for (var path : found) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                    sweepOne(path);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // another process swept what we were looking at
        }
    }

    private static void sweepOne(Path path) {
        try (var held = hold(path)) {
            if (held != null) {
                delete(path);
            }
        } catch (IOException | HandoffException e) {
            // on to the next
        }
    }

    private static void delete(Path path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (var files = Files.newDirectoryStream(path)) {
                for (var file : files) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                return; // somebody has deleted it before us
            }
            try {
                Files.deleteIfExists(path);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Why nothing could be changed in a directory; what the system says of a refusal is the path alone. */
    static String why(Exception e) {
        return e instanceof AccessDeniedException ? "this user may not write there" : e.getMessage();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (held) {
            delete(path);
        } catch (IOException e) {
            throw new HandoffException("the directory " + path + " cannot be deleted: " + why(e), e);
        }
    }
}
