package dev.handoff.notebook;

import java.nio.file.Path;
import java.util.List;

/** In the kernel that {@code pip} installed beside the tests' Python. */
class JJavaTest extends KernelContract {
    @Override
    String name() {
        return "JJava";
    }

    @Override
    List<String> plain(Path jar) {
        var itsOwn = "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"; // what JJava's launcher adds
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                itsOwn,
                "-jar",
                jar.toString(),
                "{connection_file}");
    }

    @Override
    String install() {
        return ""; // found by the magic that adds to the class path
    }

    @Override
    boolean givesClasses() {
        return false;
    }
}
