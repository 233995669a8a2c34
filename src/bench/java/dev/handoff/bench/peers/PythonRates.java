package dev.handoff.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What Python's ways carry of small messages: shown beside the others, with no target. */
final class PythonRates {
    private static final String SCRIPT = "src/bench/python/small_messages.py";

    private PythonRates() {}

    /** A way, and how many million messages a second it carried; none if Python or its package is not there. */
    record Rate(String title, OptionalDouble millions) {}

    static List<Rate> measure(long messages) {
        List<Rate> rates = new ArrayList<>();
        Map.of(
                        "fifo", "faster-fifo, taken many at once",
                        "queue", "Python's multiprocessing.Queue",
                        "shared_memory", "Python's shared_memory, a ring, both busy")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(way -> rates.add(new Rate(way.getValue(), rate(way.getKey(), messages))));
        return rates;
    }

    private static OptionalDouble rate(String way, long messages) {
        var python = System.getenv().getOrDefault("HANDOFF_PYTHON", "python3");
        try {
            var process = new ProcessBuilder(python, SCRIPT, way, "" + messages)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? OptionalDouble.of(Double.parseDouble(said) / 1e6) : OptionalDouble.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
