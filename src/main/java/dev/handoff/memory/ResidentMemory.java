package dev.handoff.memory;

import java.nio.file.Path;

/**
 * The memory of a process that is there right now, as {@code /proc/<pid>/status} counts it. Files that are mapped, such
 * as the program itself, are in neither number.
 *
 * @param privateBytes what the process alone has ({@code RssAnon})
 * @param sharedBytes what it has entered of memory that others may have too ({@code RssShmem}): it counts in each of them
 */
public record ResidentMemory(long privateBytes, long sharedBytes) {
    /**
     * Looks at this process.
     *
     * @return what it has
     */
    public static ResidentMemory read() {
        return of(ProcessHandle.current().pid());
    }

    /**
     * Looks at a process.
     *
     * @param pid its number
     * @return what it has; nothing if it has ended
     */
    public static ResidentMemory of(long pid) {
        long anonymous = 0;
        long shared = 0;
        for (var line : MemoryGroups.lines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("RssAnon:")) {
                anonymous = kilobytes(line);
            } else if (line.startsWith("RssShmem:")) {
                shared = kilobytes(line);
            }
        }
        return new ResidentMemory(anonymous, shared);
    }

    private static long kilobytes(String line) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
