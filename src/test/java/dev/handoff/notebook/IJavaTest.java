package dev.handoff.notebook;

import java.nio.file.Path;
import java.util.List;

/** In the kernel that {@code HANDOFF_IJAVA_JAR} names; no registry has it. */
class IJavaTest extends KernelContract {
    @Override
    String name() {
        return "IJava";
    }

    @Override
    List<String> plain(Path jar) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "{connection_file}");
    }

    @Override
    String install() {
        return "dev.handoff.notebook.IJava.install();";
    }

    @Override
    boolean givesClasses() {
        return true;
    }
}
