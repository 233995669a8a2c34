package dev.handoff;

import dev.handoff.codec.Libraries;
import dev.handoff.engine.Engine;
import dev.handoff.engine.MachineProbe;
import dev.handoff.engine.MemoryNeed;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Plan.Conditions;
import dev.handoff.engine.Plan.Size;
import dev.handoff.engine.Pool;
import dev.handoff.engine.Watch;
import dev.handoff.engine.WorkerJvm;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Computation;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Run;
import dev.handoff.workload.Nothing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A sweep under way: size by size, and at each size route by route, so that routes are compared under the same conditions.
 * At each point a few messages say how many fit in the time for it.
 */
final class SweepCourse implements Kept.Work<Sweep> {
    private static final Computation NOTHING = new Nothing();

    /** So few still have a median with an interval. */
    private static final int LEAST = 6;
    /** So many have a 99.9th percentile; all of them are kept. */
    private static final int MOST = 5_000;

    private static final int FIRST = 20;
    /** Of the time for a run, how much is spent on finding out how many messages fit in it. */
    private static final double FOR_TRYING = 0.2;
    /** For how many runs' time a route that is new is tried: in less, the compiler had not come to an end. */
    private static final int REHEARSAL = 4;

    private static final int LONGEST_WARM_UP = 1_000;
    /** How many messages may be under way while the throughput is measured, and how many bytes of them. */
    private static final int UNDER_WAY = 8;

    private static final long BYTES_UNDER_WAY = 64L << 20;
    private static final long MB = 1_000_000;

    /** Of the memory that may be taken: heaps grow with the messages. */
    private static final double SHARE = 0.9;

    private final Experiment experiment;
    private final List<Long> sizes;
    private final Budget budget;
    private final Pool pool;
    private final Engine engine;
    private final Monitor monitor;
    private final List<Run> runs = new ArrayList<>();
    private final List<Double> copyNs = new ArrayList<>();
    private Machine machine;
    private final Map<Route, String> skipped = new HashMap<>();
    private final Map<Route, Estimate> estimates = new HashMap<>();

    /**
     * How long it may take.
     *
     * @param run for the messages of a run
     * @param point for the fewest messages of a point; what takes longer is skipped
     */
    record Budget(Duration run, Duration point) {
        static final Budget USUAL = new Budget(Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    /** What a message of the size before took. */
    private record Estimate(long bytes, double messageMs) {
        double at(long size) {
            return messageMs * Math.max(1, (double) size / bytes);
        }
    }

    SweepCourse(Experiment experiment, List<Long> sizes, Budget budget, Pool pool, Monitor monitor) {
        this.experiment = experiment;
        this.sizes = sizes;
        this.budget = budget;
        this.pool = pool;
        this.engine = new Engine(pool);
        this.monitor = monitor;
    }

    @Override
    public Sweep run() {
        machine = MachineProbe.look(Libraries.versions());
        for (long size : sizes) {
            copyNs.add(2 * size > spare() ? Double.NaN : MachineProbe.copyNs(size));
            for (var route : experiment.routes()) {
                if (!skipped.containsKey(route)) {
                    measure(route, size);
                }
            }
        }
        return sweep();
    }

    /** What was measured until it was broken off, whole runs alone; null if that is nothing. */
    @Override
    public Sweep soFar() {
        return runs.isEmpty() ? null : sweep();
    }

    private Sweep sweep() {
        return new Sweep(runs, machine, settings());
    }

    private static long spare() {
        return (long) (SHARE * MemoryNeed.usable());
    }

    private void measure(Route route, long size) {
        var payload = Payloads.bytes(size);
        double expected = estimates.getOrDefault(route, new Estimate(size, 0)).at(size);
        try {
            if (fits(route, payload, expected)) {
                double messageMs = tryOut(route, payload, expected);
                if (fits(route, payload, messageMs)) {
                    int messages = (int) Math.clamp(budget.run.toMillis() / messageMs, LEAST, MOST);
                    int warmUp = Math.clamp(messages / 5, 1, LONGEST_WARM_UP);
                    var timed = run(route, payload, messages, 1, warmUp, true);
                    var many = run(route, payload, messages, underWay(route, payload, messages), warmUp, false);
                    runs.addAll(List.of(timed, many));
                    estimates.put(route, new Estimate(size, messageMs(timed)));
                }
            }
        } catch (IllegalArgumentException e) {
            skip(route, payload, e.getMessage());
        } catch (OutOfMemoryError e) {
            skip(route, payload, noMemory(e));
        } catch (RuntimeException e) {
            skip(route, payload, limitOf(e));
        }
    }

    /** What a message takes, from a few of them; on a route that is new, from the last of many, when its code is compiled. */
    private double tryOut(Route route, Payload<?> payload, double expected) {
        long beginNs = System.nanoTime();
        double messageMs = expected;
        do {
            int most = messageMs == 0 ? FIRST : MOST;
            int messages = (int) Math.clamp(budget.run.toMillis() * FOR_TRYING / messageMs, 1, most);
            messageMs = messageMs(run(route, payload, messages, 1, 1, false));
        } while (expected == 0 && System.nanoTime() - beginNs < REHEARSAL * budget.run.toNanos());
        return messageMs;
    }

    private static double messageMs(Run run) {
        return run.timing().seconds() * 1e3 / run.setup().total();
    }

    /** Says no, and why, where the fewest messages would take too much memory or too long. */
    private boolean fits(Route route, Payload<?> payload, double messageMs) {
        long need = MemoryNeed.of(plan(route, payload, new Size(1, LEAST, 1), 1, true), pool.size())
                .total();
        double seconds = messageMs * 2 * (LEAST + 1) / 1e3;
        if (need > spare()) {
            skip(
                    route,
                    payload,
                    "it takes about %d MB of memory, and %d MB may be used".formatted(need / MB, spare() / MB));
        } else if (seconds > budget.point.toMillis() / 1e3) {
            skip(
                    route,
                    payload,
                    "its two runs of the fewest messages, %d and a warm-up each, would take about %.0f s; the time for them is %d s"
                            .formatted(LEAST, seconds, budget.point.toSeconds()));
        }
        return !skipped.containsKey(route);
    }

    private void skip(Route route, Payload<?> payload, String reason) {
        skipped.put(route, String.format(Locale.ROOT, "from %,d bytes on: %s", payload.bytes(), reason));
    }

    /** What a codec or the heap is too small for may be skipped; anything else ends the sweep. */
    private static String limitOf(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EncodingException limit) {
                return limit.getMessage();
            }
            if (cause instanceof OutOfMemoryError limit) {
                return noMemory(limit);
            }
        }
        throw failure;
    }

    private static String noMemory(OutOfMemoryError failure) {
        return "no memory was left: " + failure.getMessage();
    }

    /** The more the better for the throughput, as long as they fit. */
    private int underWay(Route route, Payload<?> payload, int messages) {
        int most = Math.clamp(BYTES_UNDER_WAY / Math.max(1, payload.bytes()), 2, UNDER_WAY);
        while (most > 1
                && MemoryNeed.of(plan(route, payload, new Size(1, messages, most), 1, false), pool.size())
                                .total()
                        > spare()) {
            most--;
        }
        return most;
    }

    private Run run(Route route, Payload<?> payload, int messages, int underWay, int warmUp, boolean ledger) {
        var plan = plan(route, payload, new Size(1, messages, underWay), warmUp, ledger);
        return engine.run(plan, watch(route, payload, messages));
    }

    private Plan plan(Route route, Payload<?> payload, Size size, int warmUp, boolean ledger) {
        var conditions = experiment.conditions();
        return new Plan(
                NOTHING,
                payload,
                Arm.HEAVY,
                route.channel(),
                route.codec(),
                size,
                new Conditions(conditions.seed(), warmUp, ledger, conditions.limit()),
                0);
    }

    private Watch watch(Route route, Payload<?> payload, int total) {
        var name = payload.describe() + " over " + route.name() + " ("
                + route.codec().name() + ")";
        int number = 1
                + sizes.indexOf(payload.bytes()) * experiment.routes().size()
                + experiment.routes().indexOf(route);
        int points = sizes.size() * experiment.routes().size();
        return new RunWatch(monitor, name, number, points, total, new ArrayList<>());
    }

    private Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put(Sweep.SIZES, joined(sizes));
        settings.put(Sweep.COPY_NS, joined(copyNs));
        settings.put("computation", NOTHING.describe());
        settings.put("routes", joined(experiment.routes()));
        settings.put("seed", String.valueOf(experiment.conditions().seed()));
        settings.put("seconds for the messages of a run", String.valueOf(budget.run.toMillis() / 1e3));
        settings.put("seconds for a point at most", String.valueOf(budget.point.toMillis() / 1e3));
        settings.put("worker JVM flags", String.join(" ", WorkerJvm.FLAGS));
        settings.put("clock bracket ns", String.valueOf(pool.clockBracketNs()));
        skipped.forEach((route, reason) ->
                settings.put(Sweep.SKIPPED + route.name() + " (" + route.codec().name() + ")", reason));
        return settings;
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
