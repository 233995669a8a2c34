package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real kernel, driven over Jupyter's protocol by {@code src/test/python/kernel_driver.py}. */
final class KernelSession implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process driver;
    private final BufferedWriter cells;
    private final BufferedReader answers;
    private final Path log;

    /**
     * Starts a kernel.
     *
     * @param python has jupyter_client
     * @param argv how it is started; {@code {connection_file}} stands for what Jupyter tells it
     * @param environment its settings
     */
    KernelSession(Path python, List<String> argv, Map<String, String> environment) {
        try {
            log = Files.createTempFile("handoff-kernel", ".log");
            driver = new ProcessBuilder(python.toString(), "src/test/python/kernel_driver.py")
                    .redirectError(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cells = driver.outputWriter();
        answers = driver.inputReader();
        send(Map.of("argv", argv, "env", environment));
    }

    /** What a kernel's cells see: this library, its tests and what it needs, but not another kernel's classes. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jjava"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs a cell that must neither fail nor print to standard error, and returns what it showed. */
    List<Shown> run(String code) {
        var shown = new ArrayList<Shown>();
        for (var message : answer(code)) {
            var type = message.get("type").asString();
            var content = message.get("content");
            switch (type) {
                case "execute_result", "display_data", "update_display_data" -> shown.add(new Shown(type, content));
                default -> fail("the cell%n%s%ncaused %s: %s", code, type, content.toPrettyString());
            }
        }
        return shown;
    }

    /** Runs a cell that may warn on standard error, and returns what it showed. */
    List<Shown> runWithWarnings(String code) {
        return answer(code)
                .valueStream()
                .filter(message -> !message.get("type").asString().equals("stream"))
                .map(message -> new Shown(message.get("type").asString(), message.get("content")))
                .toList();
    }

    /** What help on a name says as plain text; the bar marks the place in the code, and is not part of it. */
    String help(String code) {
        return answer(Map.of("inspect", code.replace("|", ""), "at", code.indexOf('|')))
                .path("data")
                .path("text/plain")
                .asString("");
    }

    /** What is offered after some code. */
    List<String> completions(String code) {
        return answer(Map.of("complete", code))
                .get("matches")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Runs a cell that must fail, and returns what a reader sees of it, without colours. */
    String failure(String code) {
        for (var message : answer(code)) {
            if (message.get("type").asString().equals("error")) {
                return message.get("content")
                        .get("traceback")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining("\n"))
                        .replaceAll("\u001b\\[[0-9;]*m", "");
            }
        }
        return fail("the cell%n%s%ndid not fail", code);
    }

    /** The text of what a cell ends with; its displays may come later. */
    String last(String code) {
        return run(code).stream()
                .filter(shown -> shown.type().equals("execute_result"))
                .findFirst()
                .orElseThrow()
                .data("text/plain");
    }

    /** Runs a cell and returns what it printed. */
    String printed(String code) {
        var text = new StringBuilder();
        for (var message : answer(code)) {
            if (message.get("type").asString().equals("stream")) {
                text.append(message.get("content").get("text").asString());
            }
        }
        return text.toString();
    }

    /**
     * Runs a cell, interrupts it some seconds after it has begun, and returns when it has ended, however it did. Both kernels
     * lose an interrupt that comes while they still compile a cell.
     */
    void interrupt(String code, double after) {
        answer(Map.of("code", "{ display(\"begun\"); " + code + "; }", "on", "begun", "after", after));
    }

    /** The same, at once when it has shown a text. */
    void interrupt(String code, String on) {
        answer(Map.of("code", code, "on", on, "after", 0));
    }

    /** The same, and returns what its display says once that has begun with a text, which may be after the cell has ended. */
    String interrupt(String code, String on, String until) {
        var last = "";
        for (var message : answer(Map.of("code", code, "on", on, "after", 0, "until", until))) {
            if (message.get("type").asString().endsWith("display_data")) {
                last = message.get("content").get("data").get("text/plain").asString();
            }
        }
        return last;
    }

    /** Starts a cell whose end nobody will see; returns the kernel and what it has started, once it has so many. */
    List<ProcessHandle> abandon(String code, int processes) {
        send(code);
        List<ProcessHandle> all;
        do {
            all = driver.descendants().toList();
            assertThat(driver.isAlive()).as(this::log).isTrue();
        } while (all.size() < processes);
        return all;
    }

    /** Ends the driver, which does not end the kernel. */
    void leave() throws IOException {
        driver.destroyForcibly().onExit().join();
        Files.delete(log);
    }

    private JsonNode answer(Object cell) {
        send(cell);
        try {
            var line = answers.readLine();
            assertThat(line).as(() -> "the kernel has ended: " + log()).isNotNull();
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(Object value) {
        try {
            cells.write(JSON.writeValueAsString(value));
            cells.newLine();
            cells.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel has ended: " + log(), e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the kernel: the driver does when its input ends. */
    @Override
    public void close() throws IOException {
        cells.close();
        int exit = driver.onExit().join().exitValue();
        assertThat(exit).as(this::log).isZero();
        Files.delete(log);
    }

    /** Something that a cell showed. */
    record Shown(String type, JsonNode content) {
        List<String> mimeTypes() {
            return List.copyOf(content.get("data").propertyNames());
        }

        String data(String mimeType) {
            return content.get("data").get(mimeType).asString();
        }

        JsonNode metadata(String mimeType) {
            return content.get("metadata").path(mimeType);
        }

        String displayId() {
            return content.get("transient").get("display_id").asString();
        }
    }
}
