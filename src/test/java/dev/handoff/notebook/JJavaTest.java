package dev.handoff.notebook;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** In the kernel that {@code pip} installed beside the tests' Python. */
class JJavaTest extends KernelContract {
    @Override
    Optional<Path> jar(Path python) {
        var kernels = python.getParent().resolveSibling(Path.of("share", "jupyter", "kernels"));
        return Optional.of(kernels.resolve(Path.of("java", "jjava.jar")));
    }

    @Override
    String whyNone() {
        return "JJava is not installed beside the Python that HANDOFF_PYTHON names";
    }

    @Override
    boolean givesClasses() {
        return false;
    }

    @Override
    Map<String, String> environment(String classPath) {
        return Map.of("JJAVA_CLASSPATH", classPath);
    }
}
