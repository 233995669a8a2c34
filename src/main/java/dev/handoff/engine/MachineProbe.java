package dev.handoff.engine;

import dev.handoff.memory.AvailableMemory;
import dev.handoff.memory.PrivateMemory;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Looks at the machine before an experiment. Takes about half a second, in which it uses all cores. */
public final class MachineProbe {
    private static final long BLOCK = 64L << 20;
    private static final long LEAST_BLOCK = 4096;
    private static final int ROUNDS = 5;
    private static final int MOST_ROUNDS = 1_000;
    /** So much is copied between two readings of the clock, so that the reading does not count. */
    private static final long COPY_ROUND_BYTES = 1 << 20;

    private static final long COPY_NS = 50_000_000;

    private MachineProbe() {}

    /**
     * Looks.
     *
     * @param versions the versions of what takes part, besides the JDK's
     * @return the machine
     */
    public static Machine look(Map<String, String> versions) {
        double load = load();
        int cores = Runtime.getRuntime().availableProcessors();
        var all = new TreeMap<>(versions);
        all.put("jdk", Runtime.version().toString());
        return new Machine(
                processor(),
                cores,
                AvailableMemory.total(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                load,
                rate(cores, (to, from) -> to.copyFrom(from)),
                rate(cores, (to, from) -> to.fill((byte) 0)),
                all);
    }

    /**
     * How long one thread takes to copy a block in memory: the median of some rounds. Blocks that fit a cache lie in it.
     *
     * @param bytes the size of the block; twice that is taken for as long as it lasts
     * @return nanoseconds
     */
    public static double copyNs(long bytes) {
        try (var arena = Arena.ofConfined()) {
            var to = PrivateMemory.allocate(arena, bytes).fill((byte) 1);
            var from = PrivateMemory.allocate(arena, bytes).fill((byte) 2);
            int copies = (int) Math.max(1, COPY_ROUND_BYTES / bytes);
            var ns = new ArrayList<Double>();
            long begin = System.nanoTime();
            while (ns.size() < ROUNDS || (ns.size() < MOST_ROUNDS && System.nanoTime() - begin < COPY_NS)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new HandoffException("interrupted while measuring the memory");
                }
                long start = System.nanoTime();
                for (int i = 0; i < copies; i++) {
                    to.copyFrom(from);
                }
                ns.add((double) (System.nanoTime() - start) / copies);
            }
            ns.sort(null);
            return ns.get(ns.size() / 2);
        }
    }

    private static double load() {
        return first("/proc/loadavg", "")
                .map(line -> Double.valueOf(line.split(" ", 2)[0]))
                .orElse(Double.NaN);
    }

    private static String processor() {
        return first("/proc/cpuinfo", "model name")
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"));
    }

    private static Optional<String> first(String file, String start) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(start)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private interface Work {
        void on(MemorySegment to, MemorySegment from);
    }

    /**
     * Bytes a second, all cores together: the best of a few rounds, because other work can only slow it down. Takes at most
     * half of the memory that may be used.
     */
    private static double rate(int threads, Work work) {
        long block = Math.clamp(MemoryNeed.usable() / (4L * threads), LEAST_BLOCK, BLOCK);
        try (var arena = Arena.ofShared();
                var executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                var to = arena.allocate(block);
                var from = arena.allocate(block);
                tasks.add(() -> {
                    work.on(to, from);
                    return null;
                });
            }
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (var done : executor.invokeAll(tasks)) {
                    done.get();
                }
                best = Math.max(best, threads * block * 1e9 / (System.nanoTime() - start));
            }
            return best;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted while measuring the memory", e);
        } catch (ExecutionException e) {
            throw new HandoffException("measuring the memory failed: " + e.getCause(), e);
        }
    }
}
