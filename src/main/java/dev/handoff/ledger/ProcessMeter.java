package dev.handoff.ledger;

import com.sun.management.ThreadMXBean;
import dev.handoff.memory.ResourceUsage;
import dev.handoff.spi.ProcessUse;
import java.io.Serializable;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What this process has used since it started: read it twice and take the difference. */
public final class ProcessMeter {
    private static final double NS = 1e9;
    private static final double MS = 1e3;

    private ProcessMeter() {}

    /**
     * One reading, or the difference of two.
     *
     * @param cpuNs processor time of all threads, user and system
     * @param voluntary how often a thread gave the processor up
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
        var usage = ResourceUsage.read();
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long gcMs = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return new Reading(
                usage.cpuNs(),
                usage.voluntarySwitches(),
                usage.involuntarySwitches(),
                gcMs,
                threads.getTotalThreadAllocatedBytes());
    }
}
