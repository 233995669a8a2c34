package dev.handoff.spi;

import java.util.Map;

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
        Map<String, String> versions) {

    /** Copies the map. */
    public Machine {
        versions = Map.copyOf(versions);
    }
}
