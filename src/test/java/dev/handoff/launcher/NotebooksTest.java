package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every notebook runs in the real kernels, by the code path of {@code ./handoff run}, at the quick scale: no error, nothing
 * on standard error, and under each cell that asks for a table or a chart, a table or a chart.
 */
@Timeout(900)
class NotebooksTest {
    private static final Path NOTEBOOKS = Path.of("notebooks");

    static Stream<Arguments> notebooksAndKernels() throws IOException {
        try (var files = Files.list(NOTEBOOKS)) {
            return files
                    .filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .flatMap(file -> Stream.of(Arguments.of(file, "JJava"), Arguments.of(file, "IJava")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("notebooksAndKernels")
    void runs(Path notebook, String kernel, @TempDir Path directory) throws IOException {
        var jupyter = directory.resolve("jupyter");
        Kernelspec.write(kernel, jupyter, "handoff-test");
        var process = Environment.start(
                Map.of("HANDOFF_SCALE", "quick", "JUPYTER_PATH", jupyter.toString()),
                "run_notebook.py",
                notebook.toAbsolutePath(),
                "--out",
                directory.resolve("out"),
                "--kernel",
                "handoff-test",
                "--strict");
        var outcome = Outcome.of(process);
        assertThat(outcome.err()).doesNotContain("handoff:");
        assertThat(outcome.exit()).isZero();
        var executed = new JsonMapper()
                .readTree(
                        directory.resolve("out").resolve(notebook.getFileName()).toFile());
        executed.get("cells").valueStream().forEach(NotebooksTest::checkOutput);
        var page = notebook.getFileName().toString().replace(".ipynb", ".html");
        assertThat(Files.readString(directory.resolve("out").resolve(page)))
                .as("solutions are folded away")
                .doesNotContainPattern("</summary>\\s*</details>");
    }

    private static void checkOutput(JsonNode cell) {
        var source = cell.get("source").toString();
        boolean chart = source.contains("charts()");
        boolean table = !chart && source.matches(".*(summary\\(\\)|\\.where\\().*");
        if (cell.get("cell_type").asString().equals("code") && (chart || table)) {
            var outputs = cell.get("outputs").toString();
            assertThat(outputs)
                    .as(source)
                    .contains(chart ? "image/svg+xml" : "<table", chart ? "image/png" : "<caption");
        }
    }
}
