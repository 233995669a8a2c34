package dev.handoff.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real Python environment with the Jupyter packages and the kernel, which {@code ./handoff test} makes. */
final class Environment {
    static final Path SCRIPTS = Path.of("src/main/python").toAbsolutePath();

    private Environment() {}

    /** The environment's Python; a test is skipped where there is none. */
    static String python() {
        var python = System.getenv("HANDOFF_PYTHON");
        assumeTrue(python != null, "HANDOFF_PYTHON is not set; ./handoff test sets it");
        return python;
    }

    /** Whether a package of the tests is installed. */
    static boolean has(String module) throws IOException {
        return Outcome.of(new ProcessBuilder(python(), "-c", "import " + module).start())
                        .exit()
                == 0;
    }

    /** Starts a script of ours, with variables added to the environment. */
    static Process start(Map<String, String> variables, String script, Object... arguments) {
        var command = new ArrayList<>(List.of(python(), SCRIPTS.resolve(script).toString()));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(variables);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Outcome run(String script, Object... arguments) {
        return Outcome.of(start(Map.of(), script, arguments));
    }
}
