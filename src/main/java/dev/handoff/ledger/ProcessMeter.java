package dev.handoff.ledger;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.handoff.spi.ProcessUse;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used since it started: read it twice and take the difference. */
public final class ProcessMeter {
    private static final double NS = 1e9;
    private static final double MS = 1e3;

    private ProcessMeter() {}

    /**
     * One reading, or the difference of two.
     *
     * @param cpuNs processor time of all threads, user and system
     * @param voluntary how often a thread gave the processor up; threads that have ended are not in it
     * @param involuntary how often a thread was made to
     * @param gcMs time in which the collector stopped the process
     * @param allocated bytes allocated on the heap by all threads that ever ran
     */
    public record Reading(long cpuNs, long voluntary, long involuntary, long gcMs, long allocated)
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
                    allocated - earlier.allocated);
        }

        /**
         * As a result reports it.
         *
         * @param worker whose it is
         * @param peakPrivateBytes its largest private memory
         * @return the use
         */
        public ProcessUse use(int worker, long peakPrivateBytes) {
            return new ProcessUse(worker, cpuNs / NS, voluntary, involuntary, gcMs / MS, allocated, peakPrivateBytes);
        }
    }

    /**
     * Reads the meter.
     *
     * @return what this process has used so far
     */
    public static Reading read() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long gcMs = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        long[] switches = switches();
        return new Reading(
                system.getProcessCpuTime(), switches[0], switches[1], gcMs, threads.getTotalThreadAllocatedBytes());
    }

    private static long[] switches() {
        var sums = new long[2];
        try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (var thread : threads) {
                addSwitches(thread.resolve("status"), sums);
            }
            return sums;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addSwitches(Path status, long[] sums) {
        try {
            for (var line : Files.readAllLines(status)) {
                if (line.startsWith("voluntary_ctxt_switches:")) {
                    sums[0] += Long.parseLong(line.replaceAll("\\D", ""));
                } else if (line.startsWith("nonvoluntary_ctxt_switches:")) {
                    sums[1] += Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // the thread has ended since it was listed
        }
    }
}
