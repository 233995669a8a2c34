package dev.handoff.archive;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of an experiment as they are saved: its runs, the machine they were measured on and its settings.
 * Immutable.
 *
 * @param formatVersion the version of the file format, from 1 to {@link #FORMAT_VERSION}
 * @param machine where it was measured
 * @param settings what was asked for, by name; in the order of the names
 * @param runs the runs, in the order in which they were measured
 */
public record Archive(int formatVersion, Machine machine, Map<String, String> settings, List<Run> runs) {
    /** The version that is written. Every version from 1 on is read. */
    public static final int FORMAT_VERSION = 3;

    /** Copies the map and the list. */
    public Archive {
        if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "formatVersion is " + formatVersion + "; it is from 1 to " + FORMAT_VERSION);
        }
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        runs = List.copyOf(runs);
    }

    /**
     * Puts results together in the version that is written.
     *
     * @param machine where it was measured
     * @param settings what was asked for, by name
     * @param runs the runs
     * @return the archive
     */
    public static Archive of(Machine machine, Map<String, String> settings, List<Run> runs) {
        return new Archive(FORMAT_VERSION, machine, settings, runs);
    }

    /**
     * Reads a file of this or an older version.
     *
     * @param file the file
     * @return what it holds
     * @throws HandoffException if there is no such file, it is not whole, a field is missing, unknown or out of bounds,
     *     or a newer version wrote it; the message names the file (without its directory) and the field
     */
    public static Archive read(Path file) {
        return ArchiveReader.read(file);
    }

    /**
     * Reads one run, as it stands in the list {@code runs} of a file.
     *
     * @param json the JSON object of the run
     * @param from what the JSON comes from; error messages begin with it
     * @return the run
     * @throws HandoffException if it is not whole, or a field is missing, unknown or out of bounds
     */
    public static Run readRun(String json, String from) {
        return ArchiveReader.readRun(json, from);
    }

    /**
     * Writes a file in the newest version. It appears whole or not at all, and takes the place of one that is there. The
     * same archive always gives the same bytes.
     *
     * @param file the file, in a directory that exists
     * @throws HandoffException if it cannot be written; the message names the file without its directory
     * @throws IllegalArgumentException if a number is infinite, which JSON cannot say
     */
    public void write(Path file) {
        ArchiveWriter.write(this, file);
    }
}
