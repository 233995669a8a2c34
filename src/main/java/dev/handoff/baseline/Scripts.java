package dev.handoff.baseline;

import dev.handoff.memory.Disk;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Python scripts of this package as files in a directory of their own, which only this user may read and which takes
 * what Python writes besides. Closing deletes it. {@code twin.py} does so, too: should this process be killed, nothing
 * stays behind.
 */
final class Scripts implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "twin.py",
            "worker.py",
            "payload.py",
            "ledger.py",
            "results.py",
            "watchdog.py",
            "way.py",
            "lines.py",
            "over_queue.py",
            "timed_queue.py",
            "over_pipes.py",
            "over_shared_memory.py",
            "over_sharedctypes.py",
            "over_files.py",
            "over_threads.py",
            "as_printed.py",
            "guard.py",
            "strikes.py",
            "struck_queue.py",
            "probe.py");

    private final Path directory;

    private Scripts(Path directory) {
        this.directory = directory;
    }

    static Scripts extract() {
        try {
            // where the files of Java's routes lie, too
            var scripts = new Scripts(Files.createTempDirectory(Disk.temporaryDirectory(), "handoff-python-"));
            for (String name : NAMES) {
                try (var in = Scripts.class.getResourceAsStream(name)) {
                    Files.copy(in, scripts.directory.resolve(name));
                } catch (IOException e) {
                    scripts.close();
                    throw e;
                }
            }
            return scripts;
        } catch (IOException e) {
            throw new HandoffException(
                    "the Python scripts could not be written to the temporary directory: " + e.getMessage(), e);
        }
    }

    Path directory() {
        return directory;
    }

    String path(String name) {
        return directory.resolve(name).toString();
    }

    /** What a traceback says, without the directory in it. */
    String withoutPath(String text) {
        return text.replace(directory + "/", "");
    }

    /** Deletes the files; does nothing the second time. Python must have ended. */
    @Override
    public void close() {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new HandoffException("the Python scripts could not be deleted: " + e.getMessage(), e);
        }
    }
}
