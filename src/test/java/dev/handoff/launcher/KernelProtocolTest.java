package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public tests for kernels, jupyter-kernel-test, against the kernel as {@code ./handoff kernel install} installs it. What
 * they find in JJava itself is named in the script, with the reason.
 */
class KernelProtocolTest {
    private static final Path SCRIPT = Path.of("src/test/python/protocol_test.py");

    @Test
    void theKernelSpeaksJupytersProtocol(@TempDir Path jupyter) throws IOException {
        var python = Environment.python();
        assumeTrue(
                Environment.has("jupyter_kernel_test"),
                "jupyter_kernel_test is not installed; src/test/python/requirements.txt names it");
        Kernelspec.write("JJava", jupyter, "handoff-test");
        var builder = new ProcessBuilder(python, SCRIPT.toString());
        builder.environment().put("JUPYTER_PATH", jupyter.toString());
        var outcome = Outcome.of(builder.start());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("expected failures=3");
    }
}
