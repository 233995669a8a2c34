package dev.handoff.engine;

import java.util.List;

/** How a worker's JVM is started. */
public final class WorkerJvm {
    /**
     * The flags, which results are saved with: a collector without threads of its own, no more compiler threads than
     * needed, and nothing of the JVM's own on standard output, where the reports go.
     */
    public static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xss1m",
            "-Xshare:auto",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private WorkerJvm() {}
}
