package dev.handoff.cli;

import dev.handoff.Results;
import dev.handoff.Sweep;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tech.tablesaw.api.Table;

/** The files that a measurement leaves. */
final class Outputs {
    private Outputs() {}

    /** Refuses places that cannot be written to. */
    static void check(Path json, Path csv) {
        if (json != null) {
            var directory = json.toAbsolutePath().getParent();
            if (!Files.isDirectory(directory) || !Files.isWritable(directory) || isSomethingElse(json)) {
                throw new IllegalArgumentException(
                        "--json " + json + " cannot be written; it must be a file in a directory that exists");
            }
        }
        if (csv != null) {
            if (Files.exists(csv) && !Files.isDirectory(csv)) {
                throw new IllegalArgumentException(
                        "--csv " + csv + " is a file; it must be a directory, or not exist yet");
            }
            var existing = csv.toAbsolutePath();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
                throw new IllegalArgumentException(
                        "--csv " + csv + " cannot be written; " + existing + " is no directory that you may write to");
            }
        }
    }

    /** A directory, or a device: it would be replaced by the file. */
    private static boolean isSomethingElse(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    static void write(Results results, Path json, Path csv) {
        if (json != null) {
            results.save(json);
        }
        if (csv != null) {
            writeTables(
                    Map.of(
                            "summary", results.summary(),
                            "compare", results.compare(),
                            "copies", results.copies(),
                            "breakdown", results.breakdown(),
                            "messages", results.messages(),
                            "workers", results.workers(),
                            "states", results.states()),
                    csv);
        }
    }

    static void write(Sweep sweep, Path json, Path csv) {
        if (json != null) {
            sweep.save(json);
        }
        if (csv != null) {
            writeTables(Map.of("sweep", sweep.table()), csv);
        }
    }

    private static void writeTables(Map<String, Table> tables, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new HandoffException("the directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
        tables.forEach((name, table) -> {
            var file = directory.resolve(name + ".csv");
            try {
                table.write().csv(file.toFile());
            } catch (RuntimeException e) {
                throw new HandoffException(file + " cannot be written: " + e.getMessage(), e);
            }
        });
    }
}
