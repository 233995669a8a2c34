package dev.handoff.notebook;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** In the kernel that {@code HANDOFF_IJAVA_JAR} names; no registry has it. */
class IJavaTest extends KernelContract {
    @Override
    Optional<Path> jar(Path python) {
        return Optional.ofNullable(System.getenv("HANDOFF_IJAVA_JAR")).map(Path::of);
    }

    @Override
    String whyNone() {
        return "HANDOFF_IJAVA_JAR does not name IJava's jar";
    }

    @Override
    boolean givesClasses() {
        return true;
    }

    @Override
    Map<String, String> environment(String classPath) {
        return Map.of("IJAVA_CLASSPATH", classPath, "IJAVA_STARTUP_SCRIPTS_PATH", "src/main/jupyter/ijava-startup.jsh");
    }
}
