package dev.handoff.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.HandoffException;
import dev.handoff.support.Edit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.json.JsonMapper;

/** Whatever stands in a file of results is read or refused, and the message names the file. */
class ArchiveParserTest {
    private static Path file;
    private static byte[] golden;

    @BeforeContainer
    static void make() throws IOException {
        file = Files.createTempFile("handoff-parser-", ".json");
        try (var in = ArchiveParserTest.class.getResourceAsStream("version-2.json")) {
            golden = in.readAllBytes();
        }
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.delete(file);
    }

    @Property(seed = "5")
    void aFileIsReadOrRefused(@ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        write(Edit.apply(edits, golden));
        try {
            assertThat(Archive.read(file).formatVersion()).isBetween(1, Archive.FORMAT_VERSION);
        } catch (HandoffException e) {
            assertThat(e.getMessage()).startsWith(file.getFileName() + ": ").doesNotContain(file.getParent() + "/");
        }
    }

    private static void write(byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(seed = "6")
    void aRunIsReadOrRefused(@ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var run = JsonMapper.shared().readTree(golden).get("runs").get(0).toString();
        try {
            Archive.readRun(Edit.apply(edits, run), "Python");
        } catch (HandoffException e) {
            assertThat(e.getMessage()).startsWith("Python: ");
        }
    }
}
