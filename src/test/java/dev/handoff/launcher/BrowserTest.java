package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real browser at notebook 01, at the quick scale. Where {@code HANDOFF_PICTURES} names a directory, pictures of what it
 * saw are written there.
 */
class BrowserTest {
    private static final Path SCRIPT = Path.of("src/test/python/browser.py");
    private static final int NO_CHROMIUM = 3;

    @Test
    @Timeout(900)
    void aReaderSeesHowItGoesAndWhatCameOfItAndCanStopIt(@TempDir Path jupyter) throws IOException {
        var seen = visit(jupyter);

        var cells = seen.get("cells");
        assertThat(cells.valueStream().filter(cell -> cell.get("failed").asBoolean()))
                .isEmpty();
        assertThat(sum(cells, "tables")).isGreaterThanOrEqualTo(4);
        assertThat(sum(cells, "pictures")).isGreaterThanOrEqualTo(4);

        var texts = seen.get("said").valueStream().map(BrowserTest::strings).toList();
        var live = texts.stream().filter(said -> said.size() > 3).findFirst();
        assertThat(live).as("a display that changed in its place").isPresent();
        assertThat(cells.get(texts.indexOf(live.orElseThrow())).get("outputs"))
                .as("what stays of it")
                .hasSize(1);
        assertThat(live.orElseThrow().getLast()).contains(" runs").doesNotContain("%");

        assertThat(strings(seen.get("interrupted").get("outputs")).getLast()).contains("interrupted");
        assertThat(strings(seen.get("another"))).containsExactly("42");
    }

    private static JsonNode visit(Path jupyter) throws IOException {
        var python = Environment.python();
        assumeTrue(
                Environment.has("playwright"),
                "playwright is not installed; src/test/python/requirements.txt names it");
        Kernelspec.write("JJava", jupyter, "handoff");
        var command = new ProcessBuilder(python, SCRIPT.toString(), "notebooks/01-the-experiment.ipynb");
        if (System.getenv("HANDOFF_PICTURES") != null) {
            command.command().addAll(List.of("--pictures", System.getenv("HANDOFF_PICTURES")));
        }
        command.environment().putIfAbsent("HANDOFF_SCALE", "quick");
        command.environment().put("JUPYTER_PATH", jupyter.toString());
        var outcome = Outcome.of(command.start());
        assumeTrue(outcome.exit() != NO_CHROMIUM, "Chromium is not installed");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return new JsonMapper().readTree(outcome.out());
    }

    private static int sum(JsonNode cells, String what) {
        return cells.valueStream().mapToInt(cell -> cell.get(what).asInt()).sum();
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
