package dev.handoff.notebook;

import java.nio.file.Path;
import java.util.Map;

/** In the kernel that {@code pip} installed beside the tests' Python. */
class JJavaTest extends KernelContract {
    @Override
    Path jar(Path python) {
        return python.getParent().resolveSibling(Path.of("share", "jupyter", "kernels", "java", "jjava.jar"));
    }

    @Override
    Map<String, String> environment(String classPath) {
        return Map.of("JJAVA_CLASSPATH", classPath);
    }
}
