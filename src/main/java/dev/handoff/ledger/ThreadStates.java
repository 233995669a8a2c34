package dev.handoff.ledger;

import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.ResidentMemory;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.StateSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Samples, about twenty times a second, the states of threads and the private memory of their processes, from {@code
 * /proc}. The time between two samples is drawn anew each time, from half to one and a half of the mean: at a fixed rate, a
 * worker that repeats itself at the same rate would be seen in the same state again and again.
 * This is what {@code htop} shows, except that it looks at the threads that do the work: the state of a JVM as a whole is
 * that of its launcher thread, which always sleeps.
 *
 * <p>Runs in a thread of its own from {@link #start} until {@link #close}; then the samples may be read.
 */
public final class ThreadStates implements AutoCloseable {
    /** The mean time between two samples of a thread. */
    public static final Duration INTERVAL = Duration.ofMillis(50);

    private final List<Target> targets;
    private final List<StateSample> samples = new ArrayList<>();
    private final Map<Integer, Character> latest = new ConcurrentHashMap<>();
    private final Map<Integer, Long> peakPrivateBytes = new HashMap<>();
    private final Thread sampler;

    private ThreadStates(List<Target> targets) {
        this.targets = List.copyOf(targets);
        this.sampler = Thread.ofPlatform().name("handoff-states").daemon().unstarted(this::sample);
    }

    /**
     * A thread to look at.
     *
     * @param pid its process
     * @param tid its id in {@code /proc/<pid>/task}
     * @param worker the worker it belongs to, or {@link dev.handoff.spi.ProcessUse#PARENT}
     * @param role what it is for
     */
    public record Target(long pid, long tid, int worker, StateSample.Role role) {
        private Path stat() {
            return Path.of("/proc/" + pid + "/task/" + tid + "/stat");
        }
    }

    /**
     * Starts to sample.
     *
     * @param targets the threads
     * @return the sampler; close it to stop
     */
    public static ThreadStates start(List<Target> targets) {
        var states = new ThreadStates(targets);
        states.sampler.start();
        return states;
    }

    private void sample() {
        var random = new SplittableRandom(0);
        try {
            while (true) {
                for (var target : targets) {
                    long now = System.nanoTime();
                    char state = state(target);
                    if (state != 0) {
                        samples.add(new StateSample(now, target.worker(), target.role(), state));
                    }
                    if (target.role() == StateSample.Role.COMPUTING) {
                        latest.put(target.worker(), state == 0 ? Glimpse.UNKNOWN : state);
                    }
                    if (target.role() != StateSample.Role.FEEDING) {
                        peakPrivateBytes.merge(
                                target.worker(), ResidentMemory.of(target.pid()).privateBytes(), Math::max);
                    }
                }
                TimeUnit.NANOSECONDS.sleep(random.nextLong(INTERVAL.toNanos() / 2, INTERVAL.toNanos() * 3 / 2));
            }
        } catch (InterruptedException e) {
            // close() asked for the end; there is nothing to clean up
        }
    }

    /** The letter after the thread's name in parentheses, which may itself contain spaces and parentheses. */
    private static char state(Target target) {
        try {
            var stat = Files.readString(target.stat());
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException | IndexOutOfBoundsException e) {
            return 0; // the thread has ended: there is no state to report
        }
    }

    /** Stops sampling. */
    @Override
    public void close() {
        sampler.interrupt();
        CurrentThread.join(sampler);
    }

    /**
     * The state of each worker's computing thread when it was seen last. For any thread, at any time.
     *
     * @param workers how many workers
     * @return one letter for each, in their order, {@link Glimpse#UNKNOWN} where there is none
     */
    public String now(int workers) {
        var letters = new StringBuilder();
        for (int worker = 0; worker < workers; worker++) {
            letters.append(latest.getOrDefault(worker, Glimpse.UNKNOWN));
        }
        return letters.toString();
    }

    /**
     * What was seen.
     *
     * @return the samples in the order of time; complete after {@link #close}
     */
    public List<StateSample> samples() {
        return List.copyOf(samples);
    }

    /**
     * The largest private memory seen of each process, by worker.
     *
     * @return bytes; complete after {@link #close}
     */
    public Map<Integer, Long> peakPrivateBytes() {
        return Map.copyOf(peakPrivateBytes);
    }

    /**
     * The largest private memory seen.
     *
     * @param worker a worker, or {@link dev.handoff.spi.ProcessUse#PARENT}
     * @return bytes; 0 if it was never seen
     */
    public long peakPrivateBytes(int worker) {
        return peakPrivateBytes.getOrDefault(worker, 0L);
    }
}
