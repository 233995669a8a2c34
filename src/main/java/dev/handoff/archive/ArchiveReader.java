package dev.handoff.archive;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file one run at a time, so that only one run's JSON is in memory beside the runs themselves. */
final class ArchiveReader {
    private static final List<String> TOP = List.of("formatVersion", "machine", "settings", "runs");
    private static final List<String> MACHINE = List.of(
            "processor",
            "cores",
            "memoryBytes",
            "system",
            "load",
            "copyBytesPerSecond",
            "fillBytesPerSecond",
            "versions");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String from;
    private final Map<String, JsonNode> values = new HashMap<>();
    private final List<Run> runs = new ArrayList<>();

    private ArchiveReader(String from) {
        this.from = from;
    }

    static Archive read(Path file) {
        var reader = new ArchiveReader(String.valueOf(file.getFileName()));
        try (var in = Files.newInputStream(file)) {
            return reader.sayingWhere(() -> {
                try (var parser = JSON.createParser(in)) {
                    return reader.read(parser);
                }
            });
        } catch (NoSuchFileException e) {
            throw new HandoffException(reader.from + ": there is no such file", e);
        } catch (IOException e) {
            throw new HandoffException(reader.from + ": cannot be read (" + reason(e) + ")", e);
        }
    }

    static Run readRun(String json, String from) {
        return new ArchiveReader(from)
                .sayingWhere(() -> RunReader.read(new Fields(from, () -> "", JSON.readTree(json))));
    }

    private Archive read(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new HandoffException(from + ": this is no file of results; one begins with {\"formatVersion\":");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (values.isEmpty() && !name.equals("formatVersion")) {
                throw new HandoffException(
                        from + ": formatVersion must come first, before " + name + "; without it nothing can be read");
            }
            if (name.equals("runs") && parser.currentToken() == JsonToken.START_ARRAY) {
                readRuns(parser);
                values.put(name, JSON.createArrayNode());
            } else {
                values.put(name, parser.readValueAsTree());
            }
            if (values.size() == 1) {
                version();
            }
        }
        if (parser.nextToken() != null) {
            throw new HandoffException(from + ": something follows after the end of the results");
        }
        var top = new Fields(from, () -> "", JSON.valueToTree(values)).object(TOP, List.of());
        top.field("runs").list(run -> run);
        return new Archive(
                version(), machine(top.field("machine")), top.field("settings").map(Fields::text), runs);
    }

    private void readRuns(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String place = "runs[" + runs.size() + "]";
            runs.add(RunReader.read(new Fields(from, () -> place, parser.readValueAsTree())));
        }
    }

    private int version() {
        int version = new Fields(from, () -> "formatVersion", values.get("formatVersion")).count(1);
        if (version > Archive.FORMAT_VERSION) {
            throw new HandoffException(
                    from + ": formatVersion is " + version + ", which a newer Handoff wrote; this one" + " reads 1 to "
                            + Archive.FORMAT_VERSION + ". Take the newer one to read it");
        }
        return version;
    }

    private static Machine machine(Fields fields) {
        var machine = fields.object(MACHINE, List.of());
        return new Machine(
                machine.field("processor").text(),
                machine.field("cores").count(1),
                machine.field("memoryBytes").whole(0, Long.MAX_VALUE),
                machine.field("system").text(),
                machine.field("load").amount(),
                machine.field("copyBytesPerSecond").amount(),
                machine.field("fillBytesPerSecond").amount(),
                machine.field("versions").map(Fields::text));
    }

    private <T> T sayingWhere(Supplier<T> read) {
        try {
            return read.get();
        } catch (UnexpectedEndOfInputException e) {
            throw new HandoffException(from + ": ends in the middle (" + place(e) + "); it is not whole", e);
        } catch (JacksonIOException e) {
            throw new HandoffException(from + ": cannot be read (" + reason(e.getCause()) + ")", e);
        } catch (JacksonException e) {
            throw new HandoffException(from + ": is not JSON (" + place(e) + "): " + e.getOriginalMessage(), e);
        }
    }

    private static String place(JacksonException e) {
        return "line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }

    /** The reason of a failure in words, without the path that an exception's message holds. */
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> e.getMessage();
        };
    }
}
