package dev.handoff.chaos;

import dev.handoff.channel.NamedFiles;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Pool;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Computation;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.workload.FlatPayload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Many runs in one process, over all channels in turn, on workers that stay warm: what the processes hold must not grow. It
 * is counted after each run. The first half is warm-up, in which the JVMs load and compile, and is left out.
 *
 * @param rounds how many runs
 * @param trends by how much what was counted grows, for each thing
 */
public record Soak(int rounds, Map<Held, Trend> trends) {
    /** The fewest rounds from which a trend can be told. */
    public static final int FEWEST = 100;
    /** The most rounds. */
    public static final int MOST = 1_000_000;

    private static final Plan.Size SIZE = new Plan.Size(2, 4, 4);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final double MEGABYTE = 1e6;
    private static final int PER = 1000;

    /**
     * What processes hold, and which growth in 1,000 rounds does not matter: a JVM compiles and takes another thread now and
     * then. What one channel forgets in each of its runs grows by 125, and one message of these is 20 MB.
     */
    public enum Held {
        /** Memory of this process that is there, after a collection of its heap. */
        MEMORY("memory of this process (MB)", 5),
        /** Of that, the objects in use. */
        HEAP("objects of this process (MB)", 1),
        /** Memory of the workers that is there, after collections of their heaps. */
        WORKERS_MEMORY("memory of the workers (MB)", 20),
        /** Threads of all of them. */
        THREADS("threads", 10),
        /** Descriptors of all of them. */
        DESCRIPTORS("descriptors", 10),
        /** Mappings of all of them. */
        MAPPINGS("mappings", 20);

        private final String label;
        private final double matters;

        Held(String label, double matters) {
            this.label = label;
            this.matters = matters;
        }
    }

    /**
     * Runs.
     *
     * @param rounds how many, from {@value #FEWEST} to {@value #MOST}
     * @param told is told after each how many there were
     * @return what became of what the processes hold
     * @throws HandoffException if a run fails
     */
    public static Soak run(int rounds, IntConsumer told) {
        if (rounds < FEWEST || rounds > MOST) {
            throw new IllegalArgumentException(
                    "a soak of " + rounds + " rounds; it must be from " + FEWEST + " to " + MOST);
        }
        var counted = new EnumMap<Held, double[]>(Held.class);
        Stream.of(Held.values()).forEach(held -> counted.put(held, new double[rounds]));
        var place = Chaos.place();
        try (var pool = new Pool(line -> {}, line -> {})) {
            var engine = new Engine(pool);
            var channels = Cell.channels();
            for (int round = 0; round < rounds; round++) {
                engine.run(plan(channels.get(round % channels.size()), place), now -> {});
                for (var now : now().entrySet()) {
                    counted.get(now.getKey())[round] = now.getValue();
                }
                told.accept(round + 1);
            }
        } finally {
            Chaos.delete(place);
        }
        var trends = new EnumMap<Held, Trend>(Held.class);
        counted.forEach((held, values) -> trends.put(held, Trend.of(Arrays.copyOfRange(values, rounds / 2, rounds))));
        return new Soak(rounds, trends);
    }

    private static Plan plan(Channel channel, Path place) {
        var here = channel instanceof NamedFiles files ? files.in(place) : channel;
        return new Plan(
                new Idle(),
                FlatPayload.parse("zeros:20000"),
                Arm.HEAVY,
                here,
                here.defaultCodec(),
                SIZE,
                new Plan.Conditions(0, 1, true, LIMIT, OnWorkerDeath.FAIL),
                0);
    }

    private static Map<Held, Double> now() {
        System.gc(); // what a collection would free is not held
        var own = Path.of("/proc/self");
        var all = Stream.concat(
                        Stream.of(own),
                        ProcessHandle.current().children().map(child -> Path.of("/proc", Long.toString(child.pid()))))
                .toList();
        double memory = resident(own);
        return Map.of(
                Held.MEMORY,
                memory,
                Held.HEAP,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE,
                Held.WORKERS_MEMORY,
                sum(all, Soak::resident) - memory,
                Held.THREADS,
                sum(all, process -> entries(process.resolve("task"))),
                Held.DESCRIPTORS,
                sum(all, process -> entries(process.resolve("fd"))),
                Held.MAPPINGS,
                sum(all, process -> read(process.resolve("maps"), Stream::count)));
    }

    private static double sum(List<Path> processes, ToDoubleFunction<Path> count) {
        return processes.stream().mapToDouble(count).sum();
    }

    private static double resident(Path process) {
        return read(
                process.resolve("status"),
                lines -> lines.filter(line -> line.startsWith("VmRSS:"))
                                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                                .sum()
                        * 1024
                        / MEGABYTE);
    }

    private static double read(Path file, ToDoubleFunction<Stream<String>> what) {
        try (var lines = Files.lines(file)) {
            return what.applyAsDouble(lines);
        } catch (IOException e) {
            throw new HandoffException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static double entries(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException e) {
            throw new HandoffException(directory + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /**
     * Whether anything grows.
     *
     * @return true if so
     */
    public boolean isBad() {
        return Stream.of(Held.values()).anyMatch(this::grows);
    }

    boolean grows(Held held) {
        return trends.get(held).grows(PER, held.matters);
    }

    /**
     * The table: for each thing its mean, by how much it grows in a thousand rounds with the 95 % interval, and the verdict.
     *
     * @return lines of text
     */
    public String text() {
        var text = new StringBuilder("%-30s %10s %35s".formatted("held", "mean", "growth in 1,000 rounds (95 %)"));
        for (var held : Held.values()) {
            var trend = trends.get(held);
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-30s %10.1f %11.3f (%9.3f to %9.3f) %s",
                    held.label,
                    trend.mean(),
                    PER * trend.slope(),
                    PER * trend.low(),
                    PER * trend.high(),
                    grows(held) ? "grows" : "does not grow"));
        }
        return text.append(String.format(Locale.ROOT, "\n%,d rounds", rounds)).toString();
    }

    /** Computes nothing. What a worker's collector would free in its own time, it frees at the end of the run. */
    private record Idle() implements Computation {
        private static final long serialVersionUID = 1L;

        @Override
        public String describe() {
            return "nothing";
        }

        @Override
        public Task open(int worker, long seed) {
            return new Task() {
                @Override
                public void inputs(long sequence) {}

                @Override
                public Object compute(long sequence) {
                    return sequence;
                }

                @Override
                public void close() {
                    System.gc();
                }
            };
        }
    }
}
