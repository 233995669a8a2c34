package dev.handoff.engine;

import java.util.List;

/** How a worker's JVM is started. */
public final class WorkerJvm {
    /**
     * The flags, which results are saved with:
     *
     * <ul>
     *   <li>a small stack;
     *   <li>a method is compiled after five times as many calls as by default, because the compilers took half of a worker's
     *       start, for code that runs only then;
     *   <li>the cache of classes ({@link StartCache}) lies where it was made for. Else each worker writes it anew for an address
     *       drawn by lot: a tenth of the processor time of its start, and 7 MB of memory that no other worker shares;
     *   <li>nothing of the JVM's own on standard output, where the reports go. Its log would go there, and says something
     *       when code crashes.
     * </ul>
     */
    public static final List<String> FLAGS = List.of(
            "-Xss1m",
            "-XX:CompileThresholdScaling=5",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true");

    private WorkerJvm() {}
}
