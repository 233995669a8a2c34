package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command does what its help says; a wrong command line is named, with what is allowed. */
class LauncherCommandsTest {
    private Sandbox sandbox;

    @BeforeEach
    void completeMachine(@TempDir Path directory) {
        sandbox = Sandbox.complete(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fly | unknown command 'fly'; allowed are run, test, lab, kernel, doctor, measure, chaos, bench and help.",
                "run --fast | unknown argument '--fast' of run; allowed are a notebook's number, --scale and --out.",
                "run 77 | there is no notebook 77; there are: 01 05.",
                "run --scale huge | --scale is 'huge'; allowed are quick, standard and article.",
                "run --scale= | --scale is ''; allowed are quick, standard and article.",
                "run --scale | --scale needs a value: ./handoff run --help",
                "run --out= | --out is empty; it names a directory.",
                "kernel | kernel needs one of install, uninstall and list.",
                "kernel remove | unknown argument 'remove' of kernel; allowed are install, uninstall and list.",
                "kernel list all | unknown argument 'all' of kernel list; it takes none.",
                "kernel install it | unknown argument 'it' of kernel install; allowed are --kernel and --jar.",
                "kernel install --kernel | --kernel needs a value: ./handoff kernel --help",
                "kernel install --kernel=xeus | --kernel is 'xeus'; allowed are jjava and ijava.",
                "kernel install --jar x.jar | --jar names IJava's jar: add --kernel ijava.",
                "kernel install --kernel ijava | --kernel ijava needs --jar FILE: the jar in the release of IJava, which no package registry has.",
                "kernel uninstall --kernel ijava --jar x.jar | uninstall takes no --jar.",
                "chaos --parsers --soak | unknown argument '--soak' beside --parsers; allowed is --inputs.",
                "chaos --parsers --inputs | --inputs needs a value: ./handoff chaos --help",
                "chaos --inputs=0 --parsers | --inputs is '0'; it must be from 1 to 999999999.",
                "doctor who | unknown argument 'who' of doctor; it takes none.",
                "help fly | no help for 'fly'; allowed are run, test, lab, kernel, doctor, measure, chaos and bench."
            })
    void aWrongCommandLine(String arguments, String message) {
        var outcome = sandbox.handoff(arguments.split(" "));
        assertThat(outcome.err()).isEqualTo("handoff: " + message + "\n");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(sandbox.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "test", "lab", "kernel", "doctor"})
    void helpNeedsNothing(String command, @TempDir Path other) {
        var bare = new Sandbox(other);
        var outcome = bare.handoff(command, "--help");
        assertThat(outcome.out()).startsWith("Usage: ./handoff " + command);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
        assertThat(bare.handoff("help", command)).isEqualTo(outcome);
    }

    @Test
    void withoutACommandThereIsHelp() {
        var outcome = sandbox.handoff();
        assertThat(outcome.out())
                .contains("./handoff run", "./handoff lab", "./handoff measure", "./handoff test", "./handoff doctor");
        assertThat(outcome.exit()).isZero();
        assertThat(sandbox.handoff("--help")).isEqualTo(outcome);
    }

    @Test
    void runPassesTheScaleAndTheDirectory() {
        var outcome = sandbox.handoff("run", "--scale=quick", "--out", "/elsewhere");
        assertThat(outcome.out())
                .isEqualTo("python %1$s/src/main/python/run_notebook.py %1$s/notebooks/01-the-experiment.ipynb"
                                .formatted(sandbox.project)
                        + " --out /elsewhere at scale quick\n");
    }

    @Test
    void runTakesTheNumberOfANotebook() {
        assertThat(sandbox.handoff("run", "05", "--scale=quick").out())
                .startsWith("python %1$s/src/main/python/run_notebook.py %1$s/notebooks/05-files.ipynb --out"
                        .formatted(sandbox.project));
    }

    @Test
    void labOpensTheNotebook() {
        assertThat(sandbox.handoff("lab", "--no-browser").out())
                .isEqualTo("python -m jupyterlab %s/notebooks/01-the-experiment.ipynb --no-browser at scale none%n"
                        .formatted(sandbox.project));
    }

    @Test
    void measurePassesEveryArgumentToJava() {
        assertThat(sandbox.handoff("measure", "--workers", "3", "--help").out())
                .isEqualTo(
                        "java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -jar "
                                + sandbox.project + "/target/handoff.jar measure --workers 3 --help\n");
        assertThat(sandbox.calls()).as("Java alone needs no Python").hasSize(1);
    }

    @Test
    void chaosWithParsersRunsTheirTests() {
        sandbox.handoff("chaos", "--parsers", "--inputs=5000");
        assertThat(sandbox.calls())
                .singleElement()
                .asString()
                .startsWith("mvn -B -ntp test -Dtest=*ParserTest -Djqwik.tries.default=5000 on ");
    }

    @Test
    void measureWithPythonMakesTheEnvironment() {
        sandbox.handoff("measure", "--python");
        assertThat(sandbox.calls()).contains("venv", "pip");
    }

    @Test
    void testBuildsThenVerifiesThenCounts() throws IOException {
        var old = sandbox.project.resolve("target/surefire-reports/TEST-old.xml");
        sandbox.file(old, "<testsuite/>");
        var outcome = sandbox.handoff("test", "-Dtest=A");
        assertThat(sandbox.calls()).last().asString().startsWith("mvn -B -ntp verify -Dtest=A on ");
        assertThat(outcome.out())
                .isEqualTo("python %1$s/src/main/python/count_tests.py %1$s --build-exit 0 at scale none%n"
                        .formatted(sandbox.project));
        assertThat(Files.exists(old)).as("reports of an earlier run").isFalse();
    }

    @Test
    void onlyTheTestsInstallWhatOnlyTheyNeed() {
        sandbox.handoff("run");
        assertThat(sandbox.calls()).containsOnlyOnce("pip");
        sandbox.handoff("test");
        assertThat(sandbox.calls()).filteredOn("pip"::equals).hasSize(2);
        sandbox.handoff("test");
        assertThat(sandbox.calls()).filteredOn("pip"::equals).hasSize(2);
    }

    @Test
    void testTellsHowMavenEnded() {
        sandbox.withMaven("if [[ $* == *verify* ]]; then exit 7; fi");
        assertThat(sandbox.handoff("test").out()).contains("--build-exit 7");
    }

    @Test
    void theKernelComesAndGoes() {
        var directory = sandbox.home.resolve(".local/share/jupyter/kernels/handoff");
        assertThat(sandbox.handoff("kernel", "list").out()).isEqualTo("""
                your own Jupyter: not installed (./handoff kernel install)
                this project: not made yet (./handoff run makes it)
                """);

        assertThat(sandbox.handoff("kernel", "install").err())
                .endsWith("Installed Java (Handoff) in " + directory + "\n");
        assertThat(directory.resolve("kernel.json")).exists();
        assertThat(sandbox.handoff("kernel", "list").out()).isEqualTo("""
                your own Jupyter: %s
                this project: %s/.venv/share/jupyter/kernels/handoff
                """.formatted(directory, sandbox.project));

        assertThat(sandbox.handoff("kernel", "uninstall").err()).isEqualTo("Removed " + directory + "\n");
        assertThat(directory).doesNotExist();
        var again = sandbox.handoff("kernel", "uninstall");
        assertThat(again.err()).isEqualTo("handoff: Java (Handoff) is not installed in " + directory + ".\n");
        assertThat(again.exit()).isEqualTo(1);
    }

    @Test
    void iJavaComesAndGoesBesideTheOther() throws IOException {
        var kernels = sandbox.home.resolve(".local/share/jupyter/kernels");
        assertThat(sandbox.handoff("kernel", "install", "--kernel=ijava", "--jar=/none.jar"))
                .isEqualTo(new Sandbox.Outcome(1, "", "handoff: there is no file /none.jar.\n"));

        var jar = Files.createFile(sandbox.machine.resolve("ijava.jar")).toString();
        assertThat(sandbox.handoff("kernel", "install", "--kernel", "ijava", "--jar", jar)
                        .err())
                .endsWith("Installed Java (Handoff, IJava) in " + kernels + "/handoff-ijava\n");
        sandbox.handoff("kernel", "install");
        assertThat(sandbox.handoff("kernel", "list").out()).isEqualTo("""
                your own Jupyter: %1$s/handoff
                your own Jupyter: %1$s/handoff-ijava
                this project: %2$s/.venv/share/jupyter/kernels/handoff
                """.formatted(kernels, sandbox.project));

        assertThat(sandbox.handoff("kernel", "uninstall", "--kernel", "ijava").err())
                .isEqualTo("Removed " + kernels + "/handoff-ijava\n");
        assertThat(kernels.resolve("handoff")).exists();
        assertThat(sandbox.handoff("kernel", "uninstall", "--kernel", "ijava"))
                .isEqualTo(new Sandbox.Outcome(
                        1, "", "handoff: Java (Handoff, IJava) is not installed in " + kernels + "/handoff-ijava.\n"));
    }

    @Test
    void theKernelGoesWhereJupyterLooks() {
        sandbox.set("XDG_DATA_HOME", sandbox.machine.resolve("xdg").toString());
        sandbox.handoff("kernel", "install");
        assertThat(sandbox.machine.resolve("xdg/jupyter/kernels/handoff/kernel.json"))
                .exists();
        sandbox.set("JUPYTER_DATA_DIR", sandbox.machine.resolve("jupyter").toString());
        sandbox.handoff("kernel", "install");
        assertThat(sandbox.machine.resolve("jupyter/kernels/handoff/kernel.json"))
                .exists();
    }
}
