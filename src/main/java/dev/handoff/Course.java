package dev.handoff;

import dev.handoff.baseline.PythonTwin;
import dev.handoff.baseline.Twin;
import dev.handoff.baseline.TwinSpec;
import dev.handoff.channel.Storage;
import dev.handoff.codec.Libraries;
import dev.handoff.engine.Engine;
import dev.handoff.engine.MachineProbe;
import dev.handoff.engine.MemoryNeed;
import dev.handoff.engine.Plan.Size;
import dev.handoff.engine.Pool;
import dev.handoff.engine.Preflight;
import dev.handoff.engine.Ticker;
import dev.handoff.engine.Watch;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.Run;
import dev.handoff.workload.DotProduct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An experiment under way: its runs one after the other, repeats interleaved, Java and Python in turn. */
final class Course implements Kept.Work<Results> {
    private static final double MB = 1e6;
    /** The route of those of Python's ways that lie in shared memory. */
    private static final String SLOTS = "slots";

    private final Experiment experiment;
    private final Size asked;
    private final Pool pool;
    private final Engine engine;
    private final Monitor monitor;
    private final List<Step> steps = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private Machine machine;

    /** One run that is still to be done. */
    private record Step(String name, RunAction action) {}

    private interface RunAction {
        Run run(Watch watch);
    }

    Course(Experiment experiment, Pool pool, Monitor monitor) {
        this.asked = experiment.size();
        this.experiment = experiment.sized(fitting(experiment, pool.size(), MemoryNeed.usable()));
        checkSlotsOfPython(this.experiment, Storage.memory());
        this.pool = pool;
        this.engine = new Engine(pool);
        this.monitor = monitor;
    }

    /** The size, with a smaller capacity where that is needed and allowed; refused if it does not fit even so. */
    static Size fitting(Experiment experiment, int running, long usable) {
        return new Preflight(experiment.size(), size -> need(experiment.sized(size), running), usable)
                .check(experiment.extras().smallerIfNeeded());
    }

    /** What the largest run will take, with the records of all. */
    private static MemoryNeed need(Experiment experiment, int running) {
        var ways = experiment.routes().size() + experiment.extras().twins().size();
        int runs = ways * experiment.arms().size() * experiment.repeats();
        var java = experiment.routes().stream()
                .flatMap(route ->
                        experiment.arms().stream().map(arm -> MemoryNeed.of(experiment.plan(arm, route, 0), running)));
        var python = experiment.extras().twins().stream()
                .flatMap(twin -> experiment.arms().stream().map(arm -> needOfTwin(experiment, arm, running)));
        return Stream.concat(java, python)
                .max(Comparator.comparingLong(MemoryNeed::total))
                .orElseThrow()
                .keeping(
                        experiment.conditions().ledger()
                                ? runs * experiment.size().total()
                                : 0);
    }

    /** Refuses slots of Python's that do not fit: they lie in a file system of their own, which is often small in a container. */
    static void checkSlotsOfPython(Experiment experiment, Storage memory) {
        boolean made = experiment.arms().stream().anyMatch(arm -> arm != Arm.LIGHT);
        boolean inSlots = experiment.extras().twins().stream()
                .anyMatch(twin -> twin.route().equals(SLOTS));
        if (made && inSlots) {
            int slots = Math.max(experiment.size().capacity(), experiment.size().workers());
            double bytes = experiment.workload().payload().bytes();
            long free = memory.usableBytes();
            if (slots * bytes > free) {
                throw new IllegalArgumentException(
                        ("Python's slots take %.0f MB of shared memory (%d slots, %.1f MB each), and %s has %.0f MB left; use"
                                        + " a smaller capacity or payload, or leave Python's slots out")
                                .formatted(slots * bytes / MB, slots, bytes / MB, memory.directory(), free / MB));
            }
        }
    }

    private static MemoryNeed needOfTwin(Experiment experiment, Arm arm, int running) {
        long bytes = arm == Arm.LIGHT ? 0 : experiment.workload().payload().bytes();
        return MemoryNeed.ofPython(experiment.size(), bytes, running);
    }

    @Override
    public Results run() {
        PythonTwin python = experiment.extras().twins().isEmpty() ? null : PythonTwin.find();
        var versions = new TreeMap<String, String>(Map.of("openblas", DotProduct.openBlasVersion()));
        versions.putAll(Libraries.versions());
        if (python != null) {
            versions.putAll(python.versions());
        }
        machine = MachineProbe.look(versions);
        for (int repeat = 0; repeat < experiment.repeats(); repeat++) {
            planRepeat(repeat, python);
        }
        if (experiment.extras().cold()) {
            planCold(python);
        }
        for (var step : steps) {
            var watch = new RunWatch(
                    monitor,
                    step.name,
                    runs.size() + 1,
                    steps.size(),
                    experiment.size().total(),
                    runs);
            runs.add(step.action.run(watch));
        }
        return results();
    }

    /** What was measured until it was broken off; null if that is nothing. */
    @Override
    public Results soFar() {
        return runs.isEmpty() ? null : results();
    }

    private Results results() {
        return new Results(runs, machine, RunSettings.of(experiment, asked, pool.clockBracketNs()));
    }

    private void planRepeat(int repeat, PythonTwin python) {
        for (var arm : experiment.arms()) {
            for (var route : experiment.routes()) {
                var plan = experiment.plan(arm, route, repeat);
                steps.add(new Step(arm.label() + " over " + route.name() + " (java)", p -> engine.run(plan, p)));
            }
            for (var twin : experiment.extras().twins()) {
                var spec = spec(twin, false);
                steps.add(new Step(
                        arm.label() + " over " + twin.route() + " (python, " + twin.codec() + ")",
                        p -> runTwin(python, spec, arm, repeat, p)));
            }
        }
    }

    private void planCold(PythonTwin python) {
        var route = experiment.routes().getFirst();
        steps.add(new Step("heavy over " + route.name() + " from cold (java)", p -> {
            pool.close(); // its workers would hold memory and lend their warmth to the system's caches
            var run = ColdRun.run(experiment, route);
            p.look(new Glimpse(run.received(), run.timing().seconds(), 0, "", -1, null));
            return run;
        }));
        if (python != null) {
            var twin = experiment.extras().twins().getFirst();
            var spec = spec(twin, true);
            steps.add(new Step(
                    "heavy over " + twin.route() + " from cold (python)", p -> runTwin(python, spec, Arm.HEAVY, 0, p)));
        }
    }

    private TwinSpec spec(Twin twin, boolean cold) {
        var size = experiment.size();
        var conditions = experiment.conditions();
        return new TwinSpec(
                size.workers(),
                size.messages(),
                size.capacity(),
                experiment.workload().computation().describe(),
                experiment.workload().payload().describe(),
                twin,
                conditions.seed(),
                cold ? 0 : conditions.warmUp(),
                conditions.ledger(),
                cold);
    }

    private Run runTwin(PythonTwin python, TwinSpec spec, Arm arm, int repeat, Watch watch) {
        var look = new TwinLook(spec.workers());
        try (var _ = Ticker.start(() -> watch.look(look.now()))) {
            return python.run(
                    spec,
                    arm,
                    repeat,
                    look,
                    look,
                    Deadline.in(experiment.conditions().limit()));
        }
    }
}
