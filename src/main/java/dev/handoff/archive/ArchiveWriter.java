package dev.handoff.archive;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes a file beside its place, then moves it there. */
final class ArchiveWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ArchiveWriter() {}

    static void write(Archive archive, Path to) {
        String name = String.valueOf(to.getFileName());
        if (Files.exists(to) && !Files.isRegularFile(to)) {
            throw new HandoffException(name + ": cannot be written, what is there is no file");
        }
        try {
            // what a link leads to is replaced, and not the link
            replace(archive, Files.exists(to) ? to.toRealPath() : to);
        } catch (NoSuchFileException e) {
            throw new HandoffException(name + ": cannot be written, its directory does not exist", e);
        } catch (IOException e) {
            throw new HandoffException(name + ": cannot be written (" + ArchiveReader.reason(e) + ")", e);
        } catch (JacksonException e) {
            throw new HandoffException(name + ": cannot be written (" + e.getOriginalMessage() + ")", e);
        }
    }

    private static void replace(Archive archive, Path file) throws IOException {
        // Not createTempFile: its files are for the owner's eyes alone, and would stay so under their real name.
        var draft = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".draft");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(
                            draft,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE));
                    var json = JSON.writer().with(new LineBreaks()).createGenerator(out)) {
                write(archive, json);
                json.writeRaw('\n');
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            deleteQuietly(draft);
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // What went wrong before matters more, and it is on its way to the caller.
        }
    }

    private static void write(Archive archive, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("formatVersion", Archive.FORMAT_VERSION);
        write(archive.machine(), json);
        texts("settings", archive.settings(), json);
        json.writeArrayPropertyStart("runs");
        for (var run : archive.runs()) {
            RunWriter.write(run, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Machine machine, JsonGenerator json) {
        json.writeObjectPropertyStart("machine");
        json.writeStringProperty("processor", machine.processor());
        json.writeNumberProperty("cores", machine.cores());
        json.writeNumberProperty("memoryBytes", machine.memoryBytes());
        json.writeStringProperty("system", machine.system());
        amount("load", machine.load(), json);
        amount("copyBytesPerSecond", machine.copyBytesPerSecond(), json);
        amount("fillBytesPerSecond", machine.fillBytesPerSecond(), json);
        texts("versions", new TreeMap<>(machine.versions()), json);
        json.writeEndObject();
    }

    private static void texts(String name, Map<String, String> texts, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        texts.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    /** A number; null for NaN. */
    static void amount(String name, double amount, JsonGenerator json) {
        if (Double.isInfinite(amount)) {
            throw new IllegalArgumentException(name + " is " + amount + "; it must be finite, or NaN if not known");
        }
        if (Double.isNaN(amount)) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, amount);
        }
    }
}
