package dev.handoff.chaos;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that this process holds and could forget to give back: two of these are equal if nothing was left behind
 * between them. What the JVM itself opens when it pleases (jars, fonts, its own files) is not in it.
 *
 * @param processes the ids of all processes below this one
 * @param threads the names of the threads of ours
 * @param descriptors how many there are of each kind that is not a file: pipes, sockets, anonymous memory
 * @param mappings the pieces of shared memory of ours that are mapped
 */
public record Residue(
        List<Long> processes, List<String> threads, Map<String, Integer> descriptors, List<String> mappings) {
    private static final String OURS = "handoff";

    /**
     * What there is now.
     *
     * @return all of it
     */
    public static Residue now() {
        return new Residue(
                ProcessHandle.current()
                        .descendants()
                        .map(ProcessHandle::pid)
                        .sorted()
                        .toList(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith(OURS))
                        .sorted()
                        .toList(),
                openDescriptors(),
                readMappings());
    }

    private static Map<String, Integer> openDescriptors() {
        var kinds = new TreeMap<String, Integer>();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (var descriptor : descriptors.toList()) {
                var target = target(descriptor);
                if (!target.startsWith("/") || target.contains("memfd:")) {
                    kinds.merge(target.replaceAll(":\\[\\d+]", ""), 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new HandoffException("the descriptors of this process cannot be listed: " + e.getMessage(), e);
        }
        return kinds;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "/closed meanwhile";
        }
    }

    private static List<String> readMappings() {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("memfd:" + OURS)).toList();
        } catch (IOException e) {
            throw new HandoffException("the mappings of this process cannot be listed: " + e.getMessage(), e);
        }
    }
}
