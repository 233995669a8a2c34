package dev.handoff.notebook;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;

/** In the kernel that {@code HANDOFF_IJAVA_JAR} names; no registry has it. */
class IJavaTest extends KernelContract {
    @Override
    Path jar(Path python) {
        var jar = System.getenv("HANDOFF_IJAVA_JAR");
        assumeTrue(jar != null, "HANDOFF_IJAVA_JAR does not name IJava's jar");
        return Path.of(jar);
    }

    @Override
    Map<String, String> environment(String classPath) {
        return Map.of("IJAVA_CLASSPATH", classPath, "IJAVA_STARTUP_SCRIPTS_PATH", "src/main/jupyter/ijava-startup.jsh");
    }
}
