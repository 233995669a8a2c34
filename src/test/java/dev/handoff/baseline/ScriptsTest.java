package dev.handoff.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScriptsTest {
    @Test
    void theFilesAreGoneAfterwards() throws IOException {
        Path script;
        try (var scripts = Scripts.extract()) {
            script = Path.of(scripts.path("twin.py"));
            assertThat(script).isRegularFile();
            Files.writeString(scripts.directory().resolve("of Python"), "");
            assertThat(scripts.withoutPath("File \"" + script + "\"")).isEqualTo("File \"twin.py\"");
        }
        assertThat(script.getParent()).doesNotExist();
    }
}
