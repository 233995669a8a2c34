package dev.handoff.spi;

import java.util.Iterator;
import java.util.List;

/**
 * What one process used during the measured part of a run; or one thread, where the workers are threads of the parent.
 * Then the parent's row is what the rest of its process used, so that the rows add up to the whole.
 *
 * @param worker the worker, from 0; {@link #PARENT} for the parent
 * @param cpuSeconds processor time, user and system, of all its threads
 * @param voluntarySwitches how often a thread gave the processor up to wait
 * @param involuntarySwitches how often a thread was made to give it up
 * @param gcPauseSeconds time in which the collector stopped the process; NaN where the language has none, and for a
 *     thread, which has none of its own
 * @param allocatedBytes bytes allocated on the heap; NaN where not known
 * @param peakPrivateBytes the largest private memory (anonymous and resident) that was sampled; shared memory is not
 *     in it; −1 where not known, and for a thread, whose memory is the parent's
 * @param moved the bytes that were copied
 */
public record ProcessUse(
        int worker,
        double cpuSeconds,
        long voluntarySwitches,
        long involuntarySwitches,
        double gcPauseSeconds,
        double allocatedBytes,
        long peakPrivateBytes,
        Moved moved) {

    /** The number that stands for the parent. */
    public static final int PARENT = -1;

    /**
     * The bytes that a process copied: in user space, and by asking the system. Each is NaN where it is not known.
     *
     * @param copiedBytes copied in user space from one place in memory to another, by channels; what a codec copies inside
     *     itself is not in it, and what a worker that is a thread copies is counted with the parent
     * @param readBytes read from pipes, sockets and files: {@code rchar} of {@code /proc/<pid>/io}
     * @param writtenBytes written to them: {@code wchar}
     */
    public record Moved(double copiedBytes, double readBytes, double writtenBytes) implements Composite {
        Moved(Iterator<?> parts) {
            this((double) parts.next(), (double) parts.next(), (double) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(copiedBytes, readBytes, writtenBytes);
        }

        /** Nothing is known. */
        public static final Moved UNKNOWN = new Moved(Double.NaN, Double.NaN, Double.NaN);

        /**
         * What the system copied.
         *
         * @return bytes; NaN where not known
         */
        public double kernelBytes() {
            return readBytes + writtenBytes;
        }

        /**
         * All that was copied.
         *
         * @return bytes; NaN where a part is not known
         */
        public double bytes() {
            return copiedBytes + kernelBytes();
        }
    }
}
