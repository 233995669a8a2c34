package dev.handoff.bench;

import dev.handoff.bench.Outcome.Measured;
import dev.handoff.bench.Outcome.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ratios that were published last, which a quick look is held against: a target that was missed then would otherwise say
 * nothing about what has become worse since.
 *
 * @param ratios by what was measured and against what
 */
record Published(Map<String, Double> ratios) {
    /** Few rounds on whatever machine there is, maybe a busy one: less is no news. */
    private static final double MARGIN = 2;

    /** Those of a {@code bench.json}; none if there is no such file. */
    static Published in(Path file) {
        Map<String, Double> ratios = new HashMap<>();
        if (Files.exists(file)) {
            var rows = JsonMapper.shared().readTree(file).path("measured");
            for (var row : rows) {
                var target = row.at("/samples/target");
                ratios.put(
                        key(
                                target.path("what").asString(),
                                target.path("against").asString()),
                        row.at("/ratio/value").asDouble());
            }
        }
        return new Published(ratios);
    }

    private static String key(String what, String against) {
        return what + " / " + against;
    }

    /** Whether chance does not explain that it is twice as bad as it was, and as its target. */
    boolean wasMuchBetterThan(Measured measured) {
        var target = measured.target();
        double was = ratios.getOrDefault(key(target.what(), target.against()), target.bound());
        return measured.verdict(target.loosened(was, MARGIN)) == Verdict.MISSED;
    }
}
