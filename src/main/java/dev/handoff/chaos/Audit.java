package dev.handoff.chaos;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that this process holds and could forget to give back, besides its warm workers: by name, how many. Two audits
 * are equal if nothing was left behind between them.
 *
 * @param held processes, threads, descriptors, mappings, and files
 */
record Audit(Map<String, Integer> held) {
    private static final String OURS = "handoff";
    private static final int PIPES_OF_A_WORKER = 3;
    private static final int THREADS_OF_A_WORKER = 2;

    /**
     * What there is now, while so many workers are warm.
     *
     * @param place where messages become files
     */
    static Audit now(int workers, Path place) {
        var held = new TreeMap<String, Integer>();
        held.put("processes", (int) ProcessHandle.current().descendants().count() - workers);
        held.put("threads", -THREADS_OF_A_WORKER * workers);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(OURS))
                .forEach(thread -> held.merge("threads", 1, Integer::sum));
        held.put("pipe", -PIPES_OF_A_WORKER * workers);
        descriptors(held);
        mappings(held);
        files(place, "*", held);
        files(Path.of("").toAbsolutePath(), "{hs_err,core}*", held); // of a crash
        held.values().removeIf(count -> count == 0);
        return new Audit(held);
    }

    /** What this one has and the other has not, in words. */
    String beyond(Audit other) {
        var words = new TreeMap<String, String>();
        held.forEach((name, count) -> {
            int before = other.held.getOrDefault(name, 0);
            if (before != count) {
                words.put(name, count + " instead of " + before);
            }
        });
        other.held.forEach((name, count) -> {
            if (!held.containsKey(name)) {
                words.put(name, "0 instead of " + count);
            }
        });
        return words.toString();
    }

    private static void descriptors(Map<String, Integer> held) {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            for (var descriptor : open.toList()) {
                var target = target(descriptor);
                if (!target.startsWith("/") || target.contains("memfd:")) {
                    held.merge(target.replaceAll(":\\[\\d+]", ""), 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new HandoffException("the descriptors of this process cannot be listed: " + e.getMessage(), e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "/closed meanwhile";
        }
    }

    private static void mappings(Map<String, Integer> held) {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            lines.filter(line -> line.contains("memfd:" + OURS))
                    .forEach(line -> held.merge("mappings", 1, Integer::sum));
        } catch (IOException e) {
            throw new HandoffException("the mappings of this process cannot be listed: " + e.getMessage(), e);
        }
    }

    private static void files(Path place, String names, Map<String, Integer> held) {
        try (var files = Files.newDirectoryStream(place, names)) {
            files.forEach(file -> held.merge("files", 1, Integer::sum));
        } catch (IOException e) {
            throw new HandoffException("the files in " + place + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
