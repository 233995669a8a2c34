package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.launcher.Sandbox.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher is free of the mistakes that shellcheck knows. */
class ShellcheckTest {
    @Test
    void noComplaints() throws IOException {
        var installed = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "shellcheck")));
        assumeTrue(installed, "shellcheck is not installed");
        var outcome = Outcome.of(new ProcessBuilder("shellcheck", "--external-sources", "handoff", ".ci/run").start());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exit()).isZero();
    }
}
