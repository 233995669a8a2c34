package dev.handoff.workload;

import dev.handoff.memory.NativeLibrary;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;

/**
 * Finds OpenBLAS in its jar and unpacks it once, into the user's cache ({@code $XDG_CACHE_HOME/handoff}, else {@code
 * ~/.cache/handoff}), where every later process of every later session finds it.
 */
final class OpenBlasFiles {
    private static final List<String> LIBRARIES = List.of("libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");

    private static final FileAttribute<?> FOR_THE_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int OTHERS_WRITE = 0022;

    /** Where they are, once that is known: to look takes 10 ms of a worker's start, so who starts it tells it. */
    private static List<Path> found;

    private OpenBlasFiles() {}

    /** The one that is asked for functions; those that it needs are loaded before it. */
    static NativeLibrary load() {
        NativeLibrary last = null;
        for (var library : find()) {
            try {
                last = NativeLibrary.load(library);
            } catch (IllegalArgumentException e) { // the JDK does not tell the loader's own reason
                throw new HandoffException(
                        library
                                + " cannot be loaded: it needs the C library glibc (not musl), and a directory from which code may"
                                + " be loaded (not mounted noexec); XDG_CACHE_HOME names another",
                        e);
            }
        }
        return last;
    }

    /** In the order in which they need one another. The lock on the files keeps only other processes out, this one threads. */
    static synchronized List<Path> find() {
        if (found == null || !Files.exists(found.getLast())) {
            var directory = unpacked();
            found = LIBRARIES.stream()
                    .map(directory::resolve)
                    .filter(Files::exists)
                    .toList();
        }
        return found;
    }

    /** What {@link #find} said in the process that started this one. */
    static synchronized void tell(List<Path> libraries) {
        found = libraries;
    }

    /** The version of the jar, for instance {@code 0.3.31-1.5.13}: OpenBLAS's own release, then its packager's. */
    static String version() {
        var properties = new Properties();
        try (var in = OpenBlasFiles.class.getResourceAsStream("/META-INF/maven/org.bytedeco/openblas/pom.properties")) {
            if (in == null) {
                throw missing();
            }
            properties.load(in);
        } catch (IOException e) {
            throw new HandoffException("OpenBLAS's jar cannot be read: " + e.getMessage(), e);
        }
        return properties.getProperty("version");
    }

    private static HandoffException missing() {
        return new HandoffException("OpenBLAS is not on the class path; add org.bytedeco:openblas with the classifier "
                + platform() + ", as this project's pom.xml does");
    }

    private static String platform() {
        return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x86_64";
    }

    private static Path unpacked() {
        var directory = cache().resolve("openblas-" + version() + "-" + platform());
        try {
            Files.createDirectories(directory, FOR_THE_OWNER);
            refuseForeign(directory);
            if (Files.exists(directory.resolve(LIBRARIES.getLast()))) {
                return directory; // and so are the others: each was moved there in one piece, this one last
            }
            // Sixteen workers that start at once wait here for the first of them.
            try (var channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel is closed
                for (var library : LIBRARIES) {
                    unpack(library, directory.resolve(library));
                }
            }
        } catch (IOException e) {
            throw new HandoffException(
                    "OpenBLAS cannot be unpacked into " + directory + ": " + e.getMessage()
                            + "; set XDG_CACHE_HOME to a directory with 50 MB of space",
                    e);
        }
        return directory;
    }

    /** What lies there is run: so nobody else may have put it there. */
    static void refuseForeign(Path directory) throws IOException {
        var seen = Files.readAttributes(directory, "unix:uid,mode");
        boolean writable = ((Integer) seen.get("mode") & OTHERS_WRITE) != 0;
        boolean foreign = !seen.get("uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        if (writable || foreign) {
            throw new HandoffException("OpenBLAS is not loaded from " + directory + ", which "
                    + (foreign ? "belongs to another user" : "other users may write to")
                    + "; remove it, or set XDG_CACHE_HOME to a directory of your own");
        }
    }

    private static Path cache() {
        var given = System.getenv("XDG_CACHE_HOME");
        var base =
                given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return base.resolve("handoff");
    }

    private static void unpack(String library, Path to) throws IOException {
        if (Files.exists(to)) {
            return;
        }
        try (var in = OpenBlasFiles.class.getResourceAsStream("/org/bytedeco/openblas/" + platform() + "/" + library)) {
            if (in == null) {
                if (library.startsWith("libopenblas")) {
                    throw missing();
                }
                return; // a platform whose OpenBLAS does not need it
            }
            var part = to.resolveSibling(library + ".part");
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
