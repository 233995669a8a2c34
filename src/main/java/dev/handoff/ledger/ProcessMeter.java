package dev.handoff.ledger;

import com.sun.management.ThreadMXBean;
import dev.handoff.memory.Copies;
import dev.handoff.memory.ResourceUsage;
import dev.handoff.spi.ProcessUse;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** What this process has used since it started: read it twice and take the difference. */
public final class ProcessMeter {
    private static final double NS = 1e9;
    private static final double MS = 1e3;
    private static final Path IO = Path.of("/proc/self/io");

    private ProcessMeter() {}

    /**
     * One reading, or the difference of two.
     *
     * @param cpuNs processor time of all threads, user and system
     * @param voluntary how often a thread gave the processor up
     * @param involuntary how often a thread was made to
     * @param gcMs time in which the collector stopped the process
     * @param allocated bytes allocated on the heap by all threads that ever ran
     * @param copied bytes copied in user space by what counts its copies
     * @param read bytes read through the system; NaN where it does not say
     * @param written bytes written through the system; NaN where it does not say
     */
    public record Reading(
            long cpuNs,
            long voluntary,
            long involuntary,
            long gcMs,
            long allocated,
            long copied,
            double read,
            double written)
            implements Serializable {
        /**
         * What was used since an earlier reading.
         *
         * @param earlier the earlier one
         * @return the difference
         */
        public Reading since(Reading earlier) {
            return new Reading(
                    cpuNs - earlier.cpuNs,
                    voluntary - earlier.voluntary,
                    involuntary - earlier.involuntary,
                    gcMs - earlier.gcMs,
                    allocated - earlier.allocated,
                    copied - earlier.copied,
                    read - earlier.read,
                    written - earlier.written);
        }

        /**
         * As a result reports it.
         *
         * @param worker whose it is
         * @param peakPrivateBytes its largest private memory
         * @return the use
         */
        public ProcessUse use(int worker, long peakPrivateBytes) {
            var moved = new ProcessUse.Moved(copied, read, written);
            return new ProcessUse(
                    worker, cpuNs / NS, voluntary, involuntary, gcMs / MS, allocated, peakPrivateBytes, moved);
        }
    }

    /**
     * Reads the meter.
     *
     * @return what this process has used so far
     */
    public static Reading read() {
        var usage = ResourceUsage.read();
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long gcMs = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        var io = io();
        return new Reading(
                usage.cpuNs(),
                usage.voluntarySwitches(),
                usage.involuntarySwitches(),
                gcMs,
                threads.getTotalThreadAllocatedBytes(),
                Copies.bytes(),
                io.getOrDefault("rchar", Double.NaN),
                io.getOrDefault("wchar", Double.NaN));
    }

    /** What the system moved for this process; nothing where it does not keep these accounts. */
    private static Map<String, Double> io() {
        try (var lines = Files.lines(IO)) {
            return lines.map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> Double.valueOf(line[1])));
        } catch (IOException e) {
            return Map.of();
        }
    }
}
