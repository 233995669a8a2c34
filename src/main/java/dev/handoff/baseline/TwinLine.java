package dev.handoff.baseline;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.StateSample.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Python says, a line at a time: a JSON object with one field, or two more with the run. */
sealed interface TwinLine {
    /** All workers are there. */
    record Ready(long atNs) implements TwinLine {}

    /** The measured part is about to begin. */
    record Measuring(List<Sampler.Target> targets) implements TwinLine {}

    /** So many messages have come. */
    record Received(long count) implements TwinLine {}

    /** It cannot go on. */
    record Failed(String reason) implements TwinLine {}

    /** It is done: the run as JSON, and the time of the measured part. */
    record Done(String run, long fromNs, long toNs) implements TwinLine {}

    /** Python said something else, which is for those who read on. */
    record Other() implements TwinLine {}

    /**
     * Reads a line.
     *
     * @throws HandoffException if it is none of these; it has the line
     */
    static TwinLine of(String text) {
        try {
            var line = JsonMapper.shared().readTree(text);
            if (line.has("ready")) {
                return new Ready(whole(line.get("ready"), "atNs"));
            } else if (line.has("measuring")) {
                return new Measuring(line.get("measuring")
                        .required("threads")
                        .valueStream()
                        .map(TwinLine::target)
                        .toList());
            } else if (line.has("received")) {
                return new Received(whole(line, "received"));
            } else if (line.has("error")) {
                return new Failed(line.get("error").asString());
            } else if (line.has("run")) {
                return new Done(line.get("run").toString(), whole(line, "fromNs"), whole(line, "toNs"));
            }
            return new Other();
        } catch (JacksonException e) {
            throw new HandoffException("Python said what was not expected: " + text, e);
        }
    }

    private static long whole(JsonNode in, String name) {
        return in.required(name).longValue();
    }

    /** One that may be watched. */
    private static Sampler.Target target(JsonNode thread) {
        var role = thread.required("role").stringValue();
        return new Sampler.Target(
                whole(thread, "pid"),
                whole(thread, "tid"),
                thread.required("worker").intValue(),
                Arrays.stream(Role.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(role))
                        .findFirst()
                        .orElseThrow(() -> new HandoffException("Python said what was not expected: role " + role)));
    }
}
