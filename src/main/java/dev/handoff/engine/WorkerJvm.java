package dev.handoff.engine;

import java.util.List;

/** How a worker's JVM is started. */
public final class WorkerJvm {
    /**
     * The flags, which results are saved with: a small stack, and nothing of the JVM's own on standard output, where the
     * reports go; its log would go there, and says something when code crashes. A method is compiled after five times as many
     * calls as by default: the compilers took half of a worker's start, for code that runs only then.
     */
    public static final List<String> FLAGS = List.of(
            "-Xss1m",
            "-XX:CompileThresholdScaling=5",
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true");

    private WorkerJvm() {}
}
