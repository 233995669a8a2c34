package dev.handoff.baseline;

import dev.handoff.spi.StateSample;
import java.util.List;
import java.util.Map;

/** Watches processes from outside while they run: the states of their threads and their memory. */
@FunctionalInterface
public interface Sampler {
    /** Takes no samples. */
    Sampler NONE = targets -> () -> new Samples(List.of(), Map.of());

    /**
     * Begins to sample. Called when the measured part of a run is about to begin; must return at once.
     *
     * @param targets the threads, the parent's among them
     * @return what ends it again
     */
    Sampling begin(List<Target> targets);

    /** Sampling that is under way. */
    @FunctionalInterface
    interface Sampling {
        /**
         * Ends it. Called exactly once, also when the run failed.
         *
         * @return what was sampled
         */
        Samples end();
    }

    /**
     * One thread to watch.
     *
     * @param pid its process
     * @param tid its own number, the process's for a main thread
     * @param worker the worker, from 0; {@link dev.handoff.spi.ProcessUse#PARENT} for the parent
     * @param role what the thread is for
     */
    record Target(long pid, long tid, int worker, StateSample.Role role) {}

    /**
     * What was sampled.
     *
     * @param states the threads' states
     * @param peakPrivateBytes the largest private memory of each process, by worker; bytes
     */
    record Samples(List<StateSample> states, Map<Integer, Long> peakPrivateBytes) {
        /** Copies the list and the map. */
        public Samples {
            states = List.copyOf(states);
            peakPrivateBytes = Map.copyOf(peakPrivateBytes);
        }
    }
}
