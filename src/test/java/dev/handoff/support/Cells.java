package dev.handoff.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** Cells of a notebook without a kernel: JShell in this process, as the kernels use it. One thread. */
public final class Cells implements AutoCloseable {
    private static final AtomicReference<Object> GIVEN = new AtomicReference<>();

    private final JShell shell = JShell.builder()
            .executionEngine(new LocalExecutionControlProvider(), null)
            .build();

    /** Runs a cell, each of whose snippets must be good. */
    public void run(String cell) {
        for (var rest = cell; !rest.isBlank(); ) {
            var snippet = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (var event : shell.eval(snippet.source())) {
                var problems = shell.diagnostics(event.snippet())
                        .map(d -> d.getMessage(null))
                        .toList();
                assertThat(problems).as(snippet.source()).isEmpty();
                assertThat(event.exception()).as(snippet.source()).isNull();
                assertThat(event.status()).isIn(Status.VALID, Status.OVERWRITTEN, Status.RECOVERABLE_DEFINED);
            }
            rest = snippet.remaining();
        }
    }

    /** What an expression of a cell is. */
    public <T> T value(Class<T> type, String expression) {
        run("dev.handoff.support.Cells.give(dev.handoff.support.Cells.typed(" + type.getCanonicalName() + ".class, "
                + expression + "));");
        return type.cast(GIVEN.getAndSet(null));
    }

    /** Called by cells: what makes an object of the right type of a lambda. */
    public static <T> T typed(Class<T> type, T value) {
        return value;
    }

    /** Called by cells. */
    public static void give(Object value) {
        GIVEN.set(value);
    }

    /** Forgets all that was declared: sooner done than a new one is started. */
    public void clear() {
        shell.snippets().toList().reversed().forEach(shell::drop);
    }

    /** What a kernel's magic for the class path does. */
    public void addToClassPath(String path) {
        shell.addToClasspath(path);
    }

    @Override
    public void close() {
        shell.close();
    }
}
