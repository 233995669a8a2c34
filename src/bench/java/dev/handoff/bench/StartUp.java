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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes until sixteen workers are ready: each has loaded OpenBLAS, has multiplied, and its first message has been
 * received. Cold, no worker is there; warm, all are, and it is the eleventh time. In Python the same with NumPy, from
 * {@code Process(...)} on, with {@code spawn}, which like ours starts fresh processes, and with {@code fork}, which copies
 * one that runs. In both, the parents have started, and what is done after the last message does not count. The floor of it
 * is printed beside: as many JVMs that do nothing, and that do nothing but multiply. So is the same with the article's
 * matrices in that first message, whose numbers a JVM that has just started draws by code that is not compiled yet.
 */
final class StartUp implements Trial {
    private static final int WORKERS = 16;
    private static final int FURTHER = 10;
    /** How many runs it takes until most of what a run needs is compiled. */
    private static final int MANY = 100;
    /** Rows and columns: of the least that can be multiplied, and of the article's. */
    private static final int LEAST = 1;

    private static final int ARTICLES = 500;

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
        var floor = Floor.make(Path.of("target", "bench", "floor"));
        ours(new Samples()); // this process has done it once, too
        var samples = new Samples();
        for (int round = 0; round < effort.of(2, 7); round++) {
            ours(samples);
            samples.add(What.SPAWN, python(python, "spawn", LEAST));
            samples.add(What.FORK, python(python, "fork", LEAST));
            samples.add(What.BARE, floor.ready(Floor.BARE, WORKERS));
            samples.add(What.MULTIPLYING, floor.ready(Floor.MULTIPLYING, WORKERS));
            oursAsInTheArticle(samples);
            samples.add(What.SPAWN_ARTICLE, python(python, "spawn", ARTICLES));
        }
        return Findings.of(List.of(
                new Outcome.Measured(cold, "ms", samples.of(What.COLD), samples.of(What.SPAWN), coldRemark(samples)),
                new Outcome.Measured(warm, "ms", samples.of(What.WARM), samples.of(What.SPAWN), warmRemark(samples))));
    }

    private static String coldRemark(Samples samples) {
        return String.format(
                Locale.ROOT,
                "from the call, or Python's `Process(...)`, until the last worker's first message was received."
                        + " As many JVMs that do nothing: %.0f ms, %.2f of Python's; that"
                        + " only load OpenBLAS and multiply: %.0f ms, %.2f: the least that a worker which is a JVM can take."
                        + " Python's fork, which imports NumPy in each child: %.0f ms. With the article's matrices of"
                        + " %d x %d in that first message: %.0f ms, Python's spawn %.0f: %.2f of it, because a JVM that has"
                        + " just started interprets and compiles what draws the numbers",
                samples.median(What.BARE),
                samples.ratio(What.BARE, What.SPAWN),
                samples.median(What.MULTIPLYING),
                samples.ratio(What.MULTIPLYING, What.SPAWN),
                samples.median(What.FORK),
                ARTICLES,
                ARTICLES,
                samples.median(What.COLD_ARTICLE),
                samples.median(What.SPAWN_ARTICLE),
                samples.ratio(What.COLD_ARTICLE, What.SPAWN_ARTICLE));
    }

    private static String warmRemark(Samples samples) {
        return String.format(
                Locale.ROOT,
                "a run of one message each after %d others, until the last was received; until it had ended, and what each"
                        + " process used was known: %.1f ms. After %d others it takes %.1f ms, %.3f of Python's: until then"
                        + " the workers, which are 16 JVMs, compile what they run. With the article's matrices in that"
                        + " message: %.0f ms, %.3f of Python's with them",
                FURTHER,
                samples.median(What.WARM_WHOLE),
                MANY,
                samples.median(What.AFTER_MANY),
                samples.ratio(What.AFTER_MANY, What.SPAWN),
                samples.median(What.WARM_ARTICLE),
                samples.ratio(What.WARM_ARTICLE, What.SPAWN_ARTICLE));
    }

    private enum What {
        COLD,
        WARM,
        WARM_WHOLE,
        AFTER_MANY,
        COLD_ARTICLE,
        WARM_ARTICLE,
        SPAWN,
        SPAWN_ARTICLE,
        FORK,
        BARE,
        MULTIPLYING
    }

    /** Milliseconds, a sample of each in each round. */
    private static final class Samples {
        private final Map<What, List<Double>> all = new EnumMap<>(What.class);

        void add(What what, double ms) {
            all.computeIfAbsent(what, _ -> new ArrayList<>()).add(ms);
        }

        List<Double> of(What what) {
            return all.get(what);
        }

        double median(What what) {
            return Ratio.median(of(what));
        }

        double ratio(What ours, What theirs) {
            return median(ours) / median(theirs);
        }
    }

    /** Milliseconds until the last message was received, and until the run had ended. */
    private record Ready(double ms, double wholeMs) {}

    private static void ours(Samples samples) {
        try (var pool = new Pool()) {
            var engine = new Engine(pool);
            samples.add(What.COLD, ready(engine, LEAST).ms());
            var warm = afterFurther(engine, LEAST);
            samples.add(What.WARM, warm.ms());
            samples.add(What.WARM_WHOLE, warm.wholeMs());
            for (int run = FURTHER + 1; run < MANY; run++) {
                ready(engine, LEAST);
            }
            samples.add(What.AFTER_MANY, ready(engine, LEAST).ms());
        }
    }

    private static void oursAsInTheArticle(Samples samples) {
        try (var pool = new Pool()) {
            var engine = new Engine(pool);
            samples.add(What.COLD_ARTICLE, ready(engine, ARTICLES).ms());
            samples.add(What.WARM_ARTICLE, afterFurther(engine, ARTICLES).ms());
        }
    }

    private static Ready afterFurther(Engine engine, int size) {
        for (int run = 1; run < FURTHER; run++) {
            ready(engine, size);
        }
        return ready(engine, size);
    }

    private static Ready ready(Engine engine, int size) {
        var channel = new SharedSlots();
        var plan = new Plan(
                new DotProduct(size),
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

    private static double python(String program, String method, int size) {
        var command =
                new ProcessBuilder(program, SCRIPT.toString(), method, String.valueOf(WORKERS), String.valueOf(size));
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
}
