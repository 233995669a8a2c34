package dev.handoff.spi;

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
 */
public record ProcessUse(
        int worker,
        double cpuSeconds,
        long voluntarySwitches,
        long involuntarySwitches,
        double gcPauseSeconds,
        double allocatedBytes,
        long peakPrivateBytes) {

    /** The number that stands for the parent. */
    public static final int PARENT = -1;
}
