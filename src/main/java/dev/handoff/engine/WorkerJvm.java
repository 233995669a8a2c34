package dev.handoff.engine;

import java.util.List;

/** How a worker's JVM is started. */
public final class WorkerJvm {
    /**
     * The flags, which results are saved with: a small stack, nothing of the JVM's own on standard output, where the reports
     * go, and no file of a crash, whose first lines go to standard error.
     */
    public static final List<String> FLAGS = List.of(
            "-Xss1m",
            "-Xshare:auto",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null");

    private WorkerJvm() {}
}
