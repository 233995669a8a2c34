package dev.handoff.ledger;

import com.sun.management.ThreadMXBean;
import dev.handoff.memory.ResourceUsage;
import dev.handoff.spi.ProcessUse;
import java.io.Serializable;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What this process, or one thread of it, has used since it started: read it twice and take the difference. */
public final class ProcessMeter {
    private static final double NS = 1e9;
    private static final double MS = 1e3;

    private ProcessMeter() {}

    /**
     * One reading, or the difference of two.
     *
     * @param cpuNs processor time, user and system
     * @param voluntary how often a thread gave the processor up
     * @param involuntary how often a thread was made to
     * @param gcMs time in which the collector stopped the process; NaN for a thread
     * @param allocated bytes allocated on the heap
     */
    public record Reading(long cpuNs, long voluntary, long involuntary, double gcMs, long allocated)
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
         * What the rest of a process used while one of its threads used its part.
         *
         * @param part of the thread; it may have been read a moment later than this, and then nothing is less than 0
         * @return the rest, with the collector's pauses, which are the process's
         */
        public Reading without(Reading part) {
            return new Reading(
                    Math.max(0, cpuNs - part.cpuNs),
                    Math.max(0, voluntary - part.voluntary),
                    Math.max(0, involuntary - part.involuntary),
                    gcMs,
                    Math.max(0, allocated - part.allocated));
        }

        /**
         * As a result reports it.
         *
         * @param worker whose it is
         * @param peakPrivateBytes its largest private memory; −1 if it has none of its own
         * @return the use
         */
        public ProcessUse use(int worker, long peakPrivateBytes) {
            return new ProcessUse(worker, cpuNs / NS, voluntary, involuntary, gcMs / MS, allocated, peakPrivateBytes);
        }
    }

    /**
     * Reads the meter of the process.
     *
     * @return what all threads of this process that ever ran have used so far
     */
    public static Reading ofProcess() {
        double gcMs = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return reading(ResourceUsage.ofProcess(), gcMs, threads().getTotalThreadAllocatedBytes());
    }

    /**
     * Reads the meter of one thread.
     *
     * @return what the calling thread has used so far
     */
    public static Reading ofThread() {
        return reading(ResourceUsage.ofThread(), Double.NaN, threads().getCurrentThreadAllocatedBytes());
    }

    private static ThreadMXBean threads() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    }

    private static Reading reading(ResourceUsage usage, double gcMs, long allocated) {
        return new Reading(usage.cpuNs(), usage.voluntarySwitches(), usage.involuntarySwitches(), gcMs, allocated);
    }
}
