package dev.handoff.baseline;

import dev.handoff.archive.Archive;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** One conversation with {@code twin.py}. */
final class TwinRun {
    private static final double NS = 1e9;

    private final Interpreter interpreter;
    private final TwinSpec spec;
    private final LongConsumer progress;
    private final Sampler sampler;
    private final Deadline deadline;

    private long readyNs;
    private long received;
    /** Those that have a process, and so memory, of their own. */
    private Set<Integer> processes = Set.of();

    private Sampler.Sampling sampling = Sampler.NONE.begin(List.of());

    TwinRun(Interpreter interpreter, TwinSpec spec, LongConsumer progress, Sampler sampler, Deadline deadline) {
        this.interpreter = interpreter;
        this.spec = spec;
        this.progress = progress;
        this.sampler = sampler;
        this.deadline = deadline;
    }

    Run run(Arm arm, int repeat) {
        try (var scripts = Scripts.extract()) {
            long beginNs = System.nanoTime();
            try (var python = Subprocess.start(command(scripts, arm, repeat))) {
                var answer = converse(python, scripts);
                var samples = endSampling();
                var more = python.line(deadline);
                if (more.isPresent() || python.exitCode() != 0) {
                    throw failed(
                            "after its result came " + more.orElse("exit code " + python.exitCode()), python, scripts);
                }
                long endNs = System.nanoTime();
                return merged(answer, samples, (readyNs - beginNs) / NS, (endNs - beginNs) / NS);
            } catch (TimeoutException e) {
                throw new HandoffException(
                        "Python was stopped at its time limit, when " + received + " of " + spec.total()
                                + " messages had come. Allow more time or measure less",
                        e);
            } finally {
                endSampling();
            }
        }
    }

    private List<String> command(Scripts scripts, Arm arm, int repeat) {
        var command = new ArrayList<>(List.of(
                interpreter.program().toString(),
                scripts.path("twin.py"),
                "--arm",
                arm.label(),
                "--workers",
                Integer.toString(spec.workers()),
                "--messages",
                Integer.toString(spec.messages()),
                "--capacity",
                Integer.toString(spec.capacity()),
                "--computation",
                spec.computation(),
                "--payload",
                spec.payload(),
                "--way",
                spec.twin().label(),
                "--directory",
                scripts.directory().toString(),
                "--seed",
                Long.toString(spec.seed()),
                "--warm-up",
                Integer.toString(spec.warmUp()),
                "--repeat",
                Integer.toString(repeat)));
        if (!spec.ledger()) {
            command.add("--no-ledger");
        }
        return command;
    }

    /** Listens until Python has told its result. */
    private TwinLine.Done converse(Subprocess python, Scripts scripts) throws TimeoutException {
        for (var text = python.line(deadline); text.isPresent(); text = python.line(deadline)) {
            switch (TwinLine.of(text.get())) {
                case TwinLine.Ready ready -> readyNs = ready.atNs(); // Python's clock is this process's clock
                case TwinLine.Measuring measuring -> begin(measuring.targets());
                case TwinLine.Received some -> {
                    received = some.count();
                    progress.accept(received);
                }
                case TwinLine.Failed failed -> throw failed(failed.reason(), python, scripts);
                case TwinLine.Done done -> {
                    progress.accept(spec.total());
                    return done;
                }
                case TwinLine.Other other -> {}
            }
        }
        throw failed("ended with exit code " + python.exitCode() + " before it was done", python, scripts);
    }

    private void begin(List<Sampler.Target> targets) {
        processes = targets.stream()
                .filter(target -> target.tid() == target.pid())
                .map(Sampler.Target::worker)
                .collect(Collectors.toSet());
        sampling = sampler.begin(targets);
    }

    private static HandoffException failed(String what, Subprocess python, Scripts scripts) {
        String said = scripts.withoutPath(python.said());
        return new HandoffException("Python: " + what + (said.isEmpty() ? "" : "\n" + said));
    }

    private Sampler.Samples endSampling() {
        var ending = sampling;
        sampling = Sampler.NONE.begin(List.of());
        return ending.end();
    }

    private Run merged(TwinLine.Done answer, Sampler.Samples samples, double startUpSeconds, double wholeSeconds) {
        var run = Archive.readRun(answer.run(), "Python");
        var setup = run.setup();
        return new Run(
                new Run.Setup(
                        setup.language(),
                        setup.route(),
                        setup.codec(),
                        setup.arm(),
                        setup.repeat(),
                        spec.cold(),
                        setup.workers(),
                        setup.messages(),
                        setup.capacity(),
                        setup.payload(),
                        setup.payloadBytes()),
                new Run.Timing(
                        spec.cold() ? wholeSeconds : run.timing().seconds(),
                        startUpSeconds, // the interpreter's own start included, which Python cannot see
                        run.timing().warmUpSeconds()),
                run.received(),
                run.verified(),
                run.log(),
                samples.states().stream()
                        .filter(sample -> sample.timeNs() >= answer.fromNs() && sample.timeNs() <= answer.toNs())
                        .toList(),
                run.processes().stream().map(use -> withPeak(use, samples)).toList());
    }

    private ProcessUse withPeak(ProcessUse use, Sampler.Samples samples) {
        return new ProcessUse(
                use.worker(),
                use.cpuSeconds(),
                use.voluntarySwitches(),
                use.involuntarySwitches(),
                use.gcPauseSeconds(),
                use.allocatedBytes(),
                processes.contains(use.worker())
                        ? samples.peakPrivateBytes().getOrDefault(use.worker(), use.peakPrivateBytes())
                        : use.peakPrivateBytes(),
                use.moved());
    }
}
