package dev.handoff.spi;

/**
 * What one process used during the measured part of a run.
 *
 * @param worker the worker, from 0; {@link #PARENT} for the parent
 * @param cpuSeconds processor time, user and system, of all its threads
 * @param voluntarySwitches how often a thread gave the processor up to wait
 * @param involuntarySwitches how often a thread was made to give it up
 * @param gcPauseSeconds time in which the collector stopped the process; NaN where the language has none
 * @param allocatedBytes bytes allocated on the heap; NaN where not known
 * @param peakPrivateBytes the largest private memory (anonymous and resident) that was sampled; shared memory is not
 *     in it
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
