package dev.handoff.memory;

import java.nio.file.Path;

/** How much memory this process and its children may still take. */
public final class AvailableMemory {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private AvailableMemory() {}

    /**
     * What is free: of the machine, or of the memory control group (version 1 or 2) if that leaves less. Memory that only
     * caches files counts as free.
     *
     * @return bytes
     */
    public static long bytes() {
        return Math.min(meminfo("MemAvailable:"), groups().free());
    }

    /**
     * What there is in all: of the machine, or the limit of the memory control group if that is less.
     *
     * @return bytes
     */
    public static long total() {
        return Math.min(meminfo("MemTotal:"), groups().limit());
    }

    private static MemoryGroups groups() {
        return new MemoryGroups(CGROUPS, MemoryGroups.lines(Path.of("/proc/self/cgroup")));
    }

    private static long meminfo(String name) {
        for (var line : MemoryGroups.lines(Path.of("/proc/meminfo"))) {
            if (line.startsWith(name)) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return Long.MAX_VALUE;
    }
}
