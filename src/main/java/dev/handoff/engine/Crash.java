package dev.handoff.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a JVM leaves when it crashes in machine code: a file, which it would write into the reader's directory. Workers write
 * it where it is read and deleted.
 */
final class Crash {
    /** No path of it in {@link WorkerJvm#FLAGS}, because results are saved with those. */
    static final List<String> FLAGS = List.of("-XX:ErrorFile=" + file("%p"), "-XX:-CreateCoredumpOnCrash");

    private static final int HEAD = 20;

    private Crash() {}

    private static Path file(String pid) {
        return Path.of(System.getProperty("java.io.tmpdir"), "handoff-crash-" + pid + ".log");
    }

    /** What happened, in a line: the signal and the function in which it came; empty if that process did not crash. */
    static String words(long pid) {
        // Latin-1 because it reads anything
        try (var lines = Files.lines(file(String.valueOf(pid)), StandardCharsets.ISO_8859_1)) {
            return lines.limit(HEAD)
                    .filter(line -> line.matches("#\\s+(SIG\\w+ .*|[CVvJj] +.*)"))
                    .map(line -> line.replaceFirst("#\\s+", "").replaceFirst(" at pc=.*", ""))
                    .collect(Collectors.joining(", in "));
        } catch (IOException e) {
            return "";
        }
    }

    static void delete(long pid) {
        try {
            Files.deleteIfExists(file(String.valueOf(pid)));
        } catch (IOException e) {
            // a file of the temporary directory, which the system clears
        }
    }
}
