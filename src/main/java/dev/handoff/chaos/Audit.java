package dev.handoff.chaos;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process holds besides its warm workers, and the files of a place: by name, how many. Two audits are equal if nothing
 * was left behind between them.
 *
 * @param held processes, threads, descriptors, mappings, and files
 */
record Audit(Map<String, Integer> held) {
    private static final int PIPES_OF_A_WORKER = 3;
    private static final int THREADS_OF_A_WORKER = 2;

    /**
     * What there is now, while so many workers are warm.
     *
     * @param place where messages become files
     */
    static Audit now(int workers, Path place) {
        var now = Residue.now();
        var held = new TreeMap<>(now.descriptors());
        held.merge("pipe", -PIPES_OF_A_WORKER * workers, Integer::sum);
        held.put("processes", now.processes().size() - workers);
        held.put("threads", now.threads().size() - THREADS_OF_A_WORKER * workers);
        held.put("mappings", now.mappings().size());
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

    private static void files(Path place, String names, Map<String, Integer> held) {
        try (var files = Files.newDirectoryStream(place, names)) {
            files.forEach(file -> held.merge("files", 1, Integer::sum));
        } catch (IOException e) {
            throw new HandoffException("the files in " + place + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
