package dev.handoff.baseline;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Python that has what the scripts need.
 *
 * @param program its executable
 * @param versions what it is made of
 */
record Interpreter(Path program, Map<String, String> versions) {
    private static final String VARIABLE = "HANDOFF_PYTHON";
    private static final List<Integer> OLDEST = List.of(3, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static Interpreter find(Map<String, String> environment) {
        return probed(program(environment));
    }

    private static Path program(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        return onPath(named.isEmpty() ? "python3" : named, environment)
                .orElseThrow(() -> new HandoffException(
                        named.isEmpty()
                                ? "Python was not found: there is no python3 on the path. Install Python 3.11 or later"
                                        + " with NumPy, or set " + VARIABLE + " to one"
                                : VARIABLE + " is " + named + ", which is no program. Set it to a Python 3.11 or later"
                                        + " with NumPy"));
    }

    private static Optional<Path> onPath(String name, Map<String, String> environment) {
        var places = name.contains("/")
                ? Stream.of(Path.of(name))
                : Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name));
        return places.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
    }

    private static Interpreter probed(Path program) {
        var found = probe(program);
        String version = found.path("python").asString("");
        if (!isRecent(version)) {
            throw new HandoffException(program + " is Python " + version + "; 3.11 or later is needed. Set " + VARIABLE
                    + " to one that has NumPy");
        }
        if (found.path("numpy").isNull()) {
            throw new HandoffException(program + " (Python " + version + ") has no NumPy. Install it (" + program
                    + " -m pip install numpy), or set " + VARIABLE + " to a Python that has it");
        }
        var versions = new TreeMap<String, String>();
        found.properties()
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue().asString()));
        versions.put("python start method", "fork");
        return new Interpreter(program, Map.copyOf(versions));
    }

    private static JsonNode probe(Path program) {
        try (var scripts = Scripts.extract();
                var process = Subprocess.start(List.of(program.toString(), scripts.path("probe.py")))) {
            var found = JsonMapper.shared()
                    .readTree(process.line(Deadline.in(PATIENCE)).orElse(""));
            if (found.path("python").isString() && found.has("numpy")) {
                return found;
            }
            throw new HandoffException(program + " is no Python 3 that works: " + process.said());
        } catch (TimeoutException e) {
            throw new HandoffException(program + " did not answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (JacksonException e) {
            throw new HandoffException(program + " is no Python 3 that works: it does not say its version", e);
        }
    }

    private static boolean isRecent(String version) {
        var parts = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = Integer.parseInt(parts[1]);
            return major > OLDEST.get(0) || (major == OLDEST.get(0) && minor >= OLDEST.get(1));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }
}
