package dev.handoff.baseline;

import dev.handoff.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Runs the article's script as it was printed, and puts into words how it ends. */
final class AsPrinted {
    private final Interpreter interpreter;
    private final Duration limit;

    AsPrinted(Interpreter interpreter, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the limit is " + limit + "; it must be longer than 0");
        }
        this.interpreter = interpreter;
        this.limit = limit;
    }

    AsPrintedEnd run(List<String> arguments) {
        try (var scripts = Scripts.extract()) {
            var command = new ArrayList<>(
                    List.of(interpreter.program().toString(), scripts.path("guard.py"), scripts.path("as_printed.py")));
            command.addAll(arguments);
            var printed = new ArrayList<String>();
            Optional<Integer> exitCode;
            String said;
            try (var python = Subprocess.start(command)) {
                exitCode = listen(python, printed);
                python.stop(); // what it said is complete only then
                said = python.said();
            }
            printed.addAll(scripts.withoutPath(said).lines().toList());
            return told(exitCode, printed);
        }
    }

    /** Its exit code; empty if the time was up before. */
    private Optional<Integer> listen(Subprocess python, List<String> printed) {
        var deadline = Deadline.in(limit);
        try {
            for (var line = python.line(deadline); line.isPresent(); line = python.line(deadline)) {
                printed.add(line.get());
            }
            return Optional.of(python.exitCode());
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private AsPrintedEnd told(Optional<Integer> exitCode, List<String> printed) {
        String ending = exitCode.map(code -> "exit code " + code).orElse("killed after " + limit.toSeconds() + " s");
        String assertion = printed.stream().anyMatch(line -> line.startsWith("AssertionError"))
                ? printed.stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("assert "))
                        .findFirst()
                        .orElse("AssertionError")
                : "";
        return new AsPrintedEnd(ending, String.join("\n", printed), assertion, explanation(exitCode, assertion));
    }

    private String explanation(Optional<Integer> exitCode, String assertion) {
        String failed = "The script took one message of each worker and then asserted that the workers had ended."
                + " They had not: nearly all of their messages were still to come, so the assertion failed.";
        String hung = " Python then waited for its workers before it would exit, while they waited for space in a queue"
                + " that nobody drained any more: it was killed after " + limit.toSeconds() + " s.";
        if (exitCode.isPresent()) {
            return assertion.isEmpty()
                    ? "The script ended with exit code " + exitCode.get() + " and no failed assertion."
                    : failed + " It ended with exit code " + exitCode.get() + ".";
        }
        return assertion.isEmpty()
                ? "The script had not come to its assertion after " + limit.toSeconds() + " s, when it was killed."
                : failed + hung;
    }
}
