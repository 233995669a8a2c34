package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The kernels as {@code ./handoff kernel install} makes them known to Jupyter, for tests. */
public final class Kernelspec {
    private Kernelspec() {}

    /**
     * Writes a kernel's description. Skips the test where the kernel is not there.
     *
     * @param kernel JJava or IJava
     * @param jupyter a directory for {@code JUPYTER_PATH}
     * @param name what Jupyter is to call it
     * @return the file kernel.json
     */
    public static Path write(String kernel, Path jupyter, String name) {
        Environment.python();
        var directory = jupyter.resolve("kernels").resolve(name);
        var arguments = new ArrayList<Object>(List.of(
                directory,
                "--project",
                Path.of("").toAbsolutePath(),
                "--java-home",
                System.getProperty("java.home"),
                "--flags=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC"));
        if (kernel.equals("IJava")) {
            var jar = System.getenv("HANDOFF_IJAVA_JAR");
            assumeTrue(jar != null, "HANDOFF_IJAVA_JAR does not name IJava's jar");
            arguments.addAll(List.of("--ijava", jar));
        }
        var outcome = Environment.run("write_kernelspec.py", arguments.toArray());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return directory.resolve("kernel.json");
    }
}
