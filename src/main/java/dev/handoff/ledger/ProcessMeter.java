package dev.handoff.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.ThreadMXBean;
import dev.handoff.memory.Copies;
import dev.handoff.memory.ResourceUsage;
import dev.handoff.spi.Composite;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.ProcessUse.Moved;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.List;

/** What this process, or one thread of it, has used since it started: read it twice and take the difference. */
public final class ProcessMeter {
    private static final double NS = 1e9;
    private static final double MS = 1e3;
    /** More than the seven lines of the system's accounts can have. */
    private static final int ACCOUNTS_BYTES = 512;
    /** Looked up once: it takes longer than all the rest of a reading. */
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();

    private ProcessMeter() {}

    /**
     * One reading, or the difference of two.
     *
     * @param cpuNs processor time, user and system
     * @param voluntary how often a thread gave the processor up
     * @param involuntary how often a thread was made to
     * @param gcMs time in which the collector stopped the process; NaN for a thread
     * @param allocated bytes allocated on the heap
     * @param moved bytes copied; in user space, those of a thread are counted with its process
     */
    public record Reading(long cpuNs, long voluntary, long involuntary, double gcMs, long allocated, Moved moved)
            implements Composite {
        Reading(Iterator<?> parts) {
            this(
                    (long) parts.next(),
                    (long) parts.next(),
                    (long) parts.next(),
                    (double) parts.next(),
                    (long) parts.next(),
                    (Moved) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(cpuNs, voluntary, involuntary, gcMs, allocated, moved);
        }

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
                    difference(moved, earlier.moved));
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
                    Math.max(0, allocated - part.allocated),
                    difference(moved, part.moved));
        }

        private static Moved difference(Moved whole, Moved part) {
            return new Moved(
                    Math.max(0, whole.copiedBytes() - part.copiedBytes()),
                    Math.max(0, whole.readBytes() - part.readBytes()),
                    Math.max(0, whole.writtenBytes() - part.writtenBytes()));
        }

        /**
         * As a result reports it.
         *
         * @param worker whose it is
         * @param peakPrivateBytes its largest private memory; −1 if it has none of its own
         * @return the use
         */
        public ProcessUse use(int worker, long peakPrivateBytes) {
            return new ProcessUse(
                    worker, cpuNs / NS, voluntary, involuntary, gcMs / MS, allocated, peakPrivateBytes, moved);
        }
    }

    /**
     * Reads the meter of the process.
     *
     * @return what all threads of this process that ever ran have used so far
     */
    public static Reading ofProcess() {
        double gcMs = 0;
        for (var collector : COLLECTORS) {
            gcMs += collector.getCollectionTime();
        }
        var moved = moved("/proc/self/io", Copies.bytes());
        return reading(ResourceUsage.ofProcess(), gcMs, THREADS.getTotalThreadAllocatedBytes(), moved);
    }

    /**
     * Reads the meter of one thread.
     *
     * @return what the calling thread has used so far
     */
    public static Reading ofThread() {
        var moved = moved("/proc/thread-self/io", 0);
        return reading(ResourceUsage.ofThread(), Double.NaN, THREADS.getCurrentThreadAllocatedBytes(), moved);
    }

    /** What was copied; NaN for the system's part where it does not keep these accounts. */
    private static Moved moved(String accounts, long copied) {
        try (var file = new FileInputStream(accounts)) {
            // one read gives all of it; a channel and its buffers take a worker, which has compiled little, far longer
            var read = new byte[ACCOUNTS_BYTES];
            var text = new String(read, 0, Math.max(0, file.read(read)), US_ASCII);
            return new Moved(copied, bytes(text, "rchar: "), bytes(text, "wchar: "));
        } catch (IOException e) {
            return new Moved(copied, Double.NaN, Double.NaN);
        }
    }

    private static double bytes(String accounts, String name) {
        int from = accounts.indexOf(name) + name.length();
        return Long.parseLong(accounts.substring(from, accounts.indexOf('\n', from)));
    }

    private static Reading reading(ResourceUsage usage, double gcMs, long allocated, Moved moved) {
        return new Reading(
                usage.cpuNs(), usage.voluntarySwitches(), usage.involuntarySwitches(), gcMs, allocated, moved);
    }
}
