package dev.handoff.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterTest {
    @TempDir
    private Path directory;

    @Test
    void noPythonAtAll() {
        refused(
                Map.of("PATH", directory.toString()),
                "Python was not found: there is no python3 on the path. Install Python 3.11 or later with NumPy, or set"
                        + " HANDOFF_PYTHON to one");
    }

    @Test
    void aVariableThatNamesNothing() {
        refused(
                Map.of("HANDOFF_PYTHON", "/no/python", "PATH", "/usr/bin"),
                "HANDOFF_PYTHON is /no/python, which is no program. Set it to a Python 3.11 or later with NumPy");
    }

    @Test
    void aPythonWithoutNumPy() throws IOException {
        var python = python("echo '{\"python\": \"3.12.1\", \"numpy\": null}'");
        refused(
                Map.of("HANDOFF_PYTHON", python.toString()),
                python + " (Python 3.12.1) has no NumPy. Install it (" + python + " -m pip install numpy), or set"
                        + " HANDOFF_PYTHON to a Python that has it");
    }

    @Test
    void aPythonThatIsTooOld() throws IOException {
        var python = python("echo '{\"python\": \"3.10.13\", \"numpy\": \"1.26.4\"}'");
        refused(
                Map.of("PATH", directory.toString()),
                python + " is Python 3.10.13; 3.11 or later is needed. Set HANDOFF_PYTHON to one that has NumPy");
    }

    @Test
    void aProgramThatFails() throws IOException {
        var python = python("echo 'cannot find libpython' >&2; exit 1");
        refused(Map.of("PATH", directory.toString()), python + " is no Python 3 that works: cannot find libpython");
    }

    @Test
    void aProgramThatSaysSomethingElse() throws IOException {
        var python = python("echo hello");
        refused(
                Map.of("PATH", directory.toString()),
                python + " is no Python 3 that works: it does not say its version");
    }

    @Test
    void aPythonThatWillDoIsFoundOnThePath() throws IOException {
        var python = python("echo '{\"python\": \"3.15.0\", \"numpy\": \"3.0.0\"}'");
        assertThat(Interpreter.find(Map.of("PATH", "/no/such:" + directory)))
                .isEqualTo(new Interpreter(
                        python, Map.of("python", "3.15.0", "numpy", "3.0.0", "python start method", "fork")));
    }

    private Path python(String script) throws IOException {
        var python = Files.writeString(directory.resolve("python3"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
    }

    private static void refused(Map<String, String> environment, String why) {
        assertThatThrownBy(() -> PythonTwin.find(environment))
                .isInstanceOf(HandoffException.class)
                .hasMessage(why);
    }
}
