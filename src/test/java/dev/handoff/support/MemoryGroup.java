package dev.handoff.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A memory control group with a limit, of version 1 or 2, for processes that a test starts. Only root may make one. */
public final class MemoryGroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path path;

    private MemoryGroup(Path path) {
        this.path = path;
    }

    /** Makes one; null where that is not allowed. */
    public static MemoryGroup limitedTo(long bytes) {
        var name = "handoff-test-" + ProcessHandle.current().pid();
        for (var place : List.of(ROOT.resolve("memory"), ROOT)) {
            var limit = place.equals(ROOT) ? "memory.max" : "memory.limit_in_bytes";
            var group = place.resolve(name);
            try {
                Files.createDirectory(group);
                if (Files.exists(group.resolve(limit))) {
                    Files.writeString(group.resolve(limit), String.valueOf(bytes));
                    return new MemoryGroup(group);
                }
                Files.delete(group);
            } catch (IOException e) {
                // not there, or not allowed: on to the other version
            }
        }
        return null;
    }

    /** What a command is put behind so that it runs within the group. */
    public List<String> starter() {
        return List.of("bash", "-c", "echo $$ > " + path.resolve("cgroup.procs") + "; exec \"$@\"", "bash");
    }

    /** Waits until the last process of it is gone, which the system may notice a moment after us, and removes it. */
    @Override
    public void close() throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                Files.delete(path);
                return;
            } catch (IOException e) {
                if (attempt == 1_000) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
