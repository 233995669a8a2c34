package dev.handoff.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How much memory this process and its children may still take. */
public final class AvailableMemory {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private AvailableMemory() {}

    /**
     * What is free: of the machine, or of the memory control group (version 1 or 2) if that leaves less.
     *
     * @return bytes
     */
    public static long bytes() {
        return Math.min(meminfo("MemAvailable:"), groups(true));
    }

    /**
     * What there is in all: of the machine, or the limit of the memory control group if that is less.
     *
     * @return bytes
     */
    public static long total() {
        return Math.min(meminfo("MemTotal:"), groups(false));
    }

    private static long meminfo(String name) {
        for (var line : lines(Path.of("/proc/meminfo"))) {
            if (line.startsWith(name)) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return Long.MAX_VALUE;
    }

    /** The least that any group above this process leaves; where no group limits, no limit. */
    private static long groups(boolean free) {
        long least = Long.MAX_VALUE;
        for (var line : lines(Path.of("/proc/self/cgroup"))) {
            var parts = line.split(":", 3);
            if (parts.length == 3
                    && (parts[1].isEmpty() || List.of(parts[1].split(",")).contains("memory"))) {
                var root = parts[1].isEmpty() ? CGROUPS : CGROUPS.resolve("memory");
                for (var group = root.resolve(parts[2].substring(1));
                        group.startsWith(root);
                        group = group.getParent()) {
                    least = Math.min(least, left(group, "memory.max", free ? "memory.current" : null));
                    least = Math.min(
                            least, left(group, "memory.limit_in_bytes", free ? "memory.usage_in_bytes" : null));
                }
            }
        }
        return least;
    }

    private static long left(Path group, String limit, String usage) {
        long most = number(group.resolve(limit), Long.MAX_VALUE);
        return most == Long.MAX_VALUE || usage == null ? most : Math.max(0, most - number(group.resolve(usage), 0));
    }

    private static long number(Path file, long otherwise) {
        return lines(file).stream()
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(otherwise);
    }

    /** A file that is not there, or not ours to read, limits nothing. */
    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
