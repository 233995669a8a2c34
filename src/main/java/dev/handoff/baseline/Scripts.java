package dev.handoff.baseline;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Python scripts of this package as files in a directory of their own, which only this user may read. Closing
 * deletes it; Python needs it no longer once it has loaded them.
 */
final class Scripts implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "twin.py",
            "worker.py",
            "payload.py",
            "timed_queue.py",
            "results.py",
            "watchdog.py",
            "as_printed.py",
            "guard.py",
            "probe.py");

    private final Path directory;

    private Scripts(Path directory) {
        this.directory = directory;
    }

    static Scripts extract() {
        try {
            var scripts = new Scripts(Files.createTempDirectory("handoff-python-"));
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

    String path(String name) {
        return directory.resolve(name).toString();
    }

    /** What a traceback says, without the directory in it. */
    String withoutPath(String text) {
        return text.replace(directory + "/", "");
    }

    /** Deletes the files; does nothing the second time. */
    @Override
    public void close() {
        try {
            for (String name : NAMES) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new HandoffException("the Python scripts could not be deleted: " + e.getMessage(), e);
        }
    }
}
