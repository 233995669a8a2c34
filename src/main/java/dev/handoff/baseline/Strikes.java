package dev.handoff.baseline;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One conversation with {@code strikes.py}. */
final class Strikes {
    /** For the start of each program, and for the look at what is left of it, on a busy machine. */
    private static final Duration BESIDES = Duration.ofSeconds(20);

    private final Interpreter interpreter;
    private final Duration limit;

    Strikes(Interpreter interpreter, Duration limit) {
        this.interpreter = interpreter;
        this.limit = limit;
    }

    /** What became of each, in the order of the cells: {@code WAY/FAULT/PHASE}. */
    List<StruckQueue> run(List<String> cells) {
        var ends = new TreeMap<Integer, StruckQueue>();
        try (var scripts = Scripts.extract()) {
            var command = new ArrayList<>(List.of(
                    interpreter.program().toString(),
                    scripts.path("strikes.py"),
                    Double.toString(limit.toMillis() / 1e3)));
            command.addAll(cells);
            var deadline = Deadline.in(limit.plus(BESIDES).multipliedBy(cells.size()));
            try (var python = Subprocess.start(command)) {
                for (var line = python.line(deadline); line.isPresent(); line = python.line(deadline)) {
                    var told = JsonMapper.shared().readTree(line.get());
                    ends.put(told.get("number").asInt(), end(told));
                }
                if (python.exitCode() != 0 || ends.size() != cells.size()) {
                    throw new HandoffException("Python: " + scripts.withoutPath(python.said()));
                }
            }
        } catch (TimeoutException e) {
            throw new HandoffException("Python was stopped: its faults took longer than they may", e);
        } catch (JacksonException e) {
            throw new HandoffException("Python said what was not expected: " + e.getOriginalMessage(), e);
        }
        return List.copyOf(ends.values());
    }

    private static StruckQueue end(JsonNode told) {
        return new StruckQueue(
                told.get("hangs").asBoolean(),
                told.get("ofOthers").asInt() == told.get("others").asInt(),
                told.get("received").asInt(),
                told.get("total").asInt(),
                told.get("told").asString(),
                told.get("seconds").asDouble(),
                told.get("processes").asInt(),
                told.get("segments").asInt());
    }
}
