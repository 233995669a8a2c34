package dev.handoff.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The memory control groups that a process is in. A group limits all groups below it, so the tightest of them counts;
 * where none limits, there is {@code Long.MAX_VALUE}.
 *
 * @param root where the groups are mounted
 * @param membership the lines of {@code /proc/<pid>/cgroup}: {@code id:controllers:path}, without controllers in
 *     version 2
 */
record MemoryGroups(Path root, List<String> membership) {
    /** The least that any group leaves. */
    long free() {
        return least(MemoryGroups::free);
    }

    /** The least that any group allows. */
    long limit() {
        return least(MemoryGroups::limit);
    }

    private long least(ToLongFunction<Path> bytes) {
        long least = Long.MAX_VALUE;
        for (var line : membership) {
            var parts = line.split(":", 3);
            boolean second = parts.length == 3 && parts[1].isEmpty();
            if (second || (parts.length == 3 && List.of(parts[1].split(",")).contains("memory"))) {
                var top = second ? root : root.resolve("memory");
                var path = parts[2].replaceFirst("^/", "");
                for (var group = top.resolve(path); group.startsWith(top); group = group.getParent()) {
                    least = Math.min(least, bytes.applyAsLong(group));
                }
            }
        }
        return least;
    }

    private static long limit(Path group) {
        return number(group.resolve("memory.max"), number(group.resolve("memory.limit_in_bytes"), Long.MAX_VALUE));
    }

    private static long free(Path group) {
        long limit = limit(group);
        long used = number(group.resolve("memory.current"), number(group.resolve("memory.usage_in_bytes"), 0));
        return limit == Long.MAX_VALUE ? limit : Math.max(0, limit - used + cache(group));
    }

    /** Files that were read once and not again: counted as used, but dropped before anything else is refused. */
    private static long cache(Path group) {
        var lines = lines(group.resolve("memory.stat"));
        return Math.max(value(lines, "total_inactive_file "), value(lines, "inactive_file "));
    }

    private static long value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .findFirst()
                .orElse(0);
    }

    /** "max", and the enormous number that stands for it in version 1, limit nothing. */
    private static long number(Path file, long otherwise) {
        return lines(file).stream()
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(otherwise);
    }

    /** The lines of a file; one that is not there, or not ours to read, has none. */
    static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
