package dev.handoff.engine;

import java.util.List;

/** How a worker's JVM is started. */
public final class WorkerJvm {
    /**
     * The flags, which results are saved with: a small stack, and nothing of the JVM's own on standard output, where the
     * reports go; its log would go there, and says something when code crashes.
     */
    public static final List<String> FLAGS = List.of(
            "-Xss1m", "-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-XX:-UsePerfData", "-Djava.awt.headless=true");

    private WorkerJvm() {}
}
