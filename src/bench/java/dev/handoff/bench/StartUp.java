package dev.handoff.bench;

import dev.handoff.channel.SharedSlots;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Pool;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Message;
import dev.handoff.workload.DotProduct;
import dev.handoff.workload.FlatPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes until sixteen workers are ready: each has loaded OpenBLAS, has multiplied, and its first message has been
 * received. Cold, no worker is there; warm, all are, and it is the eleventh time. In Python the same with NumPy, from
 * {@code Process(...)} on, with {@code spawn}, which like ours starts fresh processes, and with {@code fork}, which copies
 * one that runs. In both, the parents have started, and what is done after the last message does not count. The floor of it is printed beside: as many JVMs that do
 * nothing, and that do nothing but multiply.
 */
final class StartUp implements Trial {
    private static final int WORKERS = 16;
    private static final int FURTHER = 10;
    /** How many runs it takes until most of what a run needs is compiled. */
    private static final int MANY = 100;

    private static final Path SCRIPT = Path.of("src/bench/python/start_up.py");
    private static final String SPAWN = "Python's spawn with import numpy";

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public Findings measure(Effort effort) {
        var cold = Target.atMost(WORKERS + " workers ready, cold", SPAWN, 0.7);
        var warm = Target.atMost(WORKERS + " workers ready, pool warm", SPAWN, 0.02);
        var python = System.getenv("HANDOFF_PYTHON");
        if (python == null) {
            var why = "HANDOFF_PYTHON names no Python; ./handoff bench sets it";
            return Findings.of(List.of(new Outcome.Missing(cold, why), new Outcome.Missing(warm, why)));
        }
        var samples = new Samples();
        var floor = Floor.make(Path.of("target", "bench", "floor"));
        List<Double> bare = new ArrayList<>();
        List<Double> multiplying = new ArrayList<>();
        ours(new Samples()); // this process has done it once, too
        for (int round = 0; round < effort.of(2, 7); round++) {
            ours(samples);
            samples.spawn().add(python(python, "spawn"));
            samples.fork().add(python(python, "fork"));
            bare.add(floor.ready(Floor.BARE, WORKERS));
            multiplying.add(floor.ready(Floor.MULTIPLYING, WORKERS));
        }
        return Findings.of(List.of(
                new Outcome.Measured(
                        cold,
                        "ms",
                        samples.cold(),
                        samples.spawn(),
                        String.format(
                                Locale.ROOT,
                                "from the call, or Python's `Process(...)`, until the last worker's first message was received. As many"
                                        + " JVMs that do nothing: %.0f ms, %.2f of Python's; that only load OpenBLAS and multiply:"
                                        + " %.0f ms, %.2f: the least that a worker which is a JVM can take. Python's fork, which imports NumPy in each child: %.0f ms",
                                median(bare),
                                median(bare) / median(samples.spawn()),
                                median(multiplying),
                                median(multiplying) / median(samples.spawn()),
                                median(samples.fork()))),
                new Outcome.Measured(
                        warm,
                        "ms",
                        samples.warm(),
                        samples.spawn(),
                        String.format(
                                Locale.ROOT,
                                "a run of one message each after %d others, until the last was received; until it had ended,"
                                        + " and what each process used was known: %.1f ms. After %d others it takes %.1f ms, %.3f"
                                        + " of Python's: until then the workers, which are 16 JVMs, compile what they run",
                                FURTHER,
                                median(samples.warmWhole()),
                                MANY,
                                median(samples.afterMany()),
                                median(samples.afterMany()) / median(samples.spawn())))));
    }

    /** Milliseconds, a sample of each in each round. */
    private record Samples(
            List<Double> cold,
            List<Double> warm,
            List<Double> warmWhole,
            List<Double> afterMany,
            List<Double> spawn,
            List<Double> fork) {
        Samples() {
            this(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }
    }

    /** Milliseconds until the last message was received, and until the run had ended. */
    private record Ready(double ms, double wholeMs) {}

    private static void ours(Samples samples) {
        try (var pool = new Pool()) {
            var engine = new Engine(pool);
            samples.cold().add(ready(engine).ms());
            for (int run = 1; run < FURTHER; run++) {
                ready(engine);
            }
            var last = ready(engine);
            samples.warm().add(last.ms());
            samples.warmWhole().add(last.wholeMs());
            for (int run = FURTHER + 1; run < MANY; run++) {
                ready(engine);
            }
            samples.afterMany().add(ready(engine).ms());
        }
    }

    private static Ready ready(Engine engine) {
        var channel = new SharedSlots();
        var plan = new Plan(
                new DotProduct(1),
                FlatPayload.parse("zeros:1"),
                Arm.LIGHT,
                channel,
                channel.defaultCodec(),
                new Plan.Size(WORKERS, 1, WORKERS),
                new Plan.Conditions(1, 0, true, Duration.ofMinutes(2)),
                0);
        long from = System.nanoTime();
        var run = engine.run(plan, received -> {});
        long ended = System.nanoTime();
        long last = run.log().stream().mapToLong(Message::doneNs).max().orElseThrow();
        return new Ready((last - from) / 1e6, (ended - from) / 1e6);
    }

    private static double python(String program, String method) {
        var command = new ProcessBuilder(program, SCRIPT.toString(), method, String.valueOf(WORKERS));
        command.environment().put("OPENBLAS_NUM_THREADS", "1");
        try {
            var process = command.redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(SCRIPT + " failed: " + said);
            }
            return 1e3 * Double.parseDouble(said);
        } catch (IOException e) {
            throw new IllegalStateException(program + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
