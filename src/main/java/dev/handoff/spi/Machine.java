package dev.handoff.spi;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a result comes from. Nothing in it names a user, a host or a path.
 *
 * @param processor the processor's name
 * @param cores how many processors this process may use
 * @param memoryBytes the memory of the machine, or of its control group if that is less
 * @param system the operating system's kernel and its release
 * @param load the one-minute load average before the experiment; NaN where not known
 * @param copyBytesPerSecond how fast all cores together copy memory, measured before the experiment: bytes copied, each
 *     read once and written once
 * @param fillBytesPerSecond how fast all cores together write memory, measured before the experiment
 * @param versions the versions of what took part: jdk, handoff, openblas, jackson, kryo, fory, python, numpy, numpy openblas, ...
 */
public record Machine(
        String processor,
        int cores,
        long memoryBytes,
        String system,
        double load,
        double copyBytesPerSecond,
        double fillBytesPerSecond,
        Map<String, String> versions)
        implements Displayable {

    /** Copies the map. */
    public Machine {
        versions = Map.copyOf(versions);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return String.format(
                        Locale.ROOT,
                        "%s, %d cores, %.1f GiB, %s%nall cores together copy %.1f GB/s and fill %.1f GB/s%n",
                        processor,
                        cores,
                        memoryBytes / 0x1p30,
                        system,
                        copyBytesPerSecond / 1e9,
                        fillBytesPerSecond / 1e9)
                + new TreeMap<>(versions)
                        .entrySet().stream()
                                .map(version -> version.getKey() + " " + version.getValue())
                                .collect(Collectors.joining(", "));
    }
}
