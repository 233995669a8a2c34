package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Notebooks run in the real kernel: shown while they run, written when they ended, failed when anything failed. */
@Timeout(120)
class RunNotebookTest {
    private static final Map<String, Object> NO_TAGS = Map.of();

    private Path folder;
    private Path out;

    @BeforeEach
    void folder(@TempDir Path directory) throws IOException {
        Environment.python();
        folder = Files.createDirectory(directory.resolve("my notebooks"));
        out = directory.resolve("out");
    }

    @Test
    void showsTheCellsThenTheResultsThenTheFiles() throws IOException {
        var notebook = notebook(
                markdown("# Heavy over queue\nSome prose."),
                code("var numbers = List.of(1, 2, 3);"),
                tagged("explanation", "System.out.println(\"because of \" + numbers);"),
                markdown("## The summary"),
                tagged("summary", "DoubleColumn.create(\"seconds\", 1.5).size() + \" row\""));
        var outcome = Environment.run("run_notebook.py", notebook, "--out", out, "--strict");

        assertThat(outcome.err()).isEqualTo("""
                [1/3] Heavy over queue ...
                [2/3] Heavy over queue ...
                [3/3] The summary ...
                """);
        assertThat(outcome.out()).isEqualTo("""

                1 row

                because of [1, 2, 3]

                The executed notebook: %1$s/test.ipynb
                The page with all charts: %1$s/test.html
                """.formatted(out.toRealPath()));
        assertThat(outcome.exit()).isZero();
        assertThat(out.resolve("test.ipynb")).content().contains("because of [1, 2, 3]");
        assertThat(out.resolve("test.html"))
                .content()
                .contains("because of [1, 2, 3]", "Some prose.")
                .doesNotContain("<script src");
    }

    @Test
    void theFirstErrorEndsItAndIsNamed() throws IOException {
        var notebook = notebook(
                markdown("# Fine"),
                code("1 + 1"),
                markdown("# Broken"),
                code("throw new IllegalArgumentException(\"capacity is 0\");"),
                code("\"never reached\""));
        var outcome = Environment.run("run_notebook.py", notebook, "--out", out);
        assertThat(outcome.err()).startsWith("""
                [1/3] Fine ...
                [2/3] Broken ...
                handoff: [2/3] Broken failed:""").contains("capacity is 0").endsWith("""
                The notebook as far as it got: %s/test.ipynb
                """.formatted(out.toRealPath()));
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(out.resolve("test.ipynb"))
                .content()
                .contains("capacity is 0")
                .as("outputs of an earlier run")
                .doesNotContain("an old output");
    }

    @Test
    void strictFailsOnTextOnStandardError() throws IOException {
        var notebook = notebook(markdown("# Loud"), code("System.err.println(\"WARNING: red text\");"));
        assertThat(Environment.run("run_notebook.py", notebook, "--out", out).exit())
                .isZero();
        var outcome = Environment.run("run_notebook.py", notebook, "--out", out, "--strict");
        assertThat(outcome.err()).isEqualTo("""
                [1/1] Loud ...
                handoff: [1/1] Loud wrote to standard error:
                WARNING: red text
                The notebook as far as it got: %s/test.ipynb
                """.formatted(out.toRealPath()));
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aLiveDisplayIsOneLineOnATerminal() throws Exception {
        var notebook = notebook(code("""
                var id = display("begins", "text/plain");
                updateDisplay(id, "300 of 1,600\\nmore", "text/plain");"""));
        var terminal = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
        var process = new ProcessBuilder(
                        Environment.python(),
                        "-c",
                        terminal,
                        Environment.python(),
                        Environment.SCRIPTS.resolve("run_notebook.py").toString(),
                        notebook.toString(),
                        "--out",
                        out.toString())
                .start();
        assertThat(Outcome.of(process).out())
                .contains("[1/1] var id = display(\"begins\", \"text/plain\"); ...\r\n\r\033[K  300 of 1,600\r\033[K")
                .doesNotContain("more");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "HUP, 129"})
    void aSignalLeavesNoProcess(String signal, int exit) throws Exception {
        var pids = folder.resolve("pids");
        var notebook = notebook(code("""
                var child = new ProcessBuilder("sleep", "100000").start();
                Files.writeString(Path.of("pids.new"), ProcessHandle.current().pid() + "\\n" + child.pid());
                Files.move(Path.of("pids.new"), Path.of("pids"));
                Thread.sleep(100_000_000);"""));
        var process = Environment.start(Map.of(), "run_notebook.py", notebook, "--out", out);
        while (process.isAlive() && !Files.exists(pids)) {
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        var outcome = Outcome.of(process);
        assertThat(outcome.err()).endsWith("handoff: interrupted; the kernel has ended.\n");
        assertThat(outcome.exit()).isEqualTo(exit);
        assertThat(Files.readAllLines(pids)).hasSize(2).noneMatch(RunNotebookTest::isRunning);
    }

    @Test
    void startUpCodeThatFailsIsShown() throws IOException {
        var project = folder.resolve("project");
        Files.createDirectories(project.resolve("target/lib"));
        var agent = Path.of("target/handoff-agent.jar");
        Files.copy(agent, project.resolve(agent));
        Files.writeString(
                Files.createDirectories(project.resolve("src/main/jupyter")).resolve("startup.jsh"),
                "import java.util.*;\nimport no.such.place.*;\n");
        var written = Environment.run(
                "write_kernelspec.py",
                folder.resolve("kernels/broken"),
                "--project",
                project,
                "--java-home",
                System.getProperty("java.home"));
        assertThat(written.exit()).as(written.err()).isZero();

        var process = Environment.start(
                Map.of("JUPYTER_PATH", folder.toString()),
                "run_notebook.py",
                notebook(code("1")),
                "--kernel",
                "broken",
                "--out",
                out);
        var outcome = Outcome.of(process);
        assertThat(outcome.err())
                .startsWith("handoff: the kernel did not start: Kernel died before replying to kernel_info.\n")
                .contains("import no.such.place.*;");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void aKernelThatDiesIsNamed() throws IOException {
        var outcome = Environment.run(
                "run_notebook.py", notebook(markdown("# Fatal"), code("System.exit(3);")), "--out", out);
        assertThat(outcome.err()).contains("handoff: the kernel died in [1/1] Fatal.\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aKernelThatIsNotThere() throws IOException {
        var outcome = Environment.run("run_notebook.py", notebook(code("1")), "--kernel", "nobody", "--out", out);
        assertThat(outcome.err())
                .isEqualTo("handoff: there is no kernel 'nobody'. Make it with ./handoff run or ./handoff kernel"
                        + " install.\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aPlaceThatIsNoDirectoryIsRefusedBeforeTheNotebookRuns() throws IOException {
        Files.writeString(out, "a file");
        var outcome = Environment.run("run_notebook.py", notebook(code("1")), "--out", out.resolve("below"));
        assertThat(outcome.err())
                .isEqualTo("handoff: --out " + out.resolve("below") + " is no directory that you may write to\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aNotebookThatIsNotThere() {
        var outcome = Environment.run("run_notebook.py", folder.resolve("none.ipynb"), "--out", out);
        assertThat(outcome.err()).startsWith("handoff: cannot read the notebook " + folder + "/none.ipynb: ");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    /** A child that ended but was not waited for by anybody yet does not run. */
    private static boolean isRunning(String pid) {
        try {
            var status = Files.readString(Path.of("/proc", pid, "stat"));
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private Path notebook(Map<?, ?>... cells) throws IOException {
        var content = Map.of("cells", cells, "metadata", Map.of(), "nbformat", 4, "nbformat_minor", 4);
        return Files.writeString(
                folder.resolve("test.ipynb"), JsonMapper.shared().writeValueAsString(content));
    }

    private static Map<String, Object> markdown(String source) {
        return Map.of("cell_type", "markdown", "metadata", NO_TAGS, "source", source);
    }

    private static Map<String, Object> code(String source) {
        return code(source, NO_TAGS);
    }

    private static Map<String, Object> tagged(String tag, String source) {
        return code(source, Map.of("tags", List.of(tag)));
    }

    private static Map<String, Object> code(String source, Map<String, Object> metadata) {
        var old = Map.of("output_type", "stream", "name", "stdout", "text", "an old output");
        return Map.of(
                "cell_type",
                "code",
                "metadata",
                metadata,
                "source",
                source,
                "execution_count",
                7,
                "outputs",
                List.of(old));
    }
}
