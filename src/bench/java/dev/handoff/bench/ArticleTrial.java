package dev.handoff.bench;

import dev.handoff.Codecs;
import dev.handoff.Experiment;
import dev.handoff.Payloads;
import dev.handoff.Route;
import dev.handoff.Session;
import dev.handoff.Workload;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The article's experiment in both languages: what a message of 54 MB takes, beside what sends nothing. */
final class ArticleTrial implements Trial {
    private static final Workload WORKLOAD = Workload.dot(500).sending(Payloads.zeros(1500, 1500, 3));
    /** How the figures come about: enough to write the programs again. */
    private static final String METHOD =
            "%d workers, %d messages each, capacity %d, after three each that do not count. In each"
                    + " message a worker draws two matrices of 500 x 500 uniform numbers (NumPy's Mersenne Twister) and multiplies them"
                    + " with one thread of OpenBLAS. *Heavy* then makes 1500 x 1500 x 3 doubles of zeros (54 MB) and sends them; the"
                    + " parent looks at shape and stamps. *Control* makes them, writes every byte, and sends the number 1; *light* only"
                    + " sends 1. *ms a message* is the time from when all workers may begin until the last message was checked, divided"
                    + " by the messages of all workers, which share the cores";

    private static final String LONG_METHOD = "as light, but %d messages each";
    private static final String SHORT_METHOD =
            "as light, but %d messages each, for the slow ways; pipes of the system's own size, 64 KiB";

    private static final double MEBIBYTE = 0x1p20;
    private static final double ALLOWED_MEBIBYTES = 64;

    @Override
    public String name() {
        return "article";
    }

    @Override
    public Findings measure(Effort effort) {
        var all = Experiment.of(WORKLOAD).workers(effort.of(4, 16)).capacity(effort.of(8, 32));
        var shortRuns = all.messages(effort.of(2, 3));
        var lightRuns = all.messages(effort.of(10, 100)).arms(Arm.LIGHT); // as many as the article's
        var longRuns = all.messages(effort.of(10, 20));
        var privately = Route.queue().with(Codecs.raw());
        var experiments = List.of(
                lightRuns.via(Route.queue()).python("queue/pickle-5"),
                longRuns.arms(Arm.LIGHT).via(Route.slots()),
                longRuns.arms(Arm.CONTROL).via(privately),
                longRuns.arms(Arm.HEAVY).via(Route.slots()).python("slots/shared_memory"),
                shortRuns
                        .arms(Arm.HEAVY)
                        .via(Route.queue(), Route.pipes(), Route.slots())
                        .python("queue/pickle-5", "pipes"));
        var rounds = effort.of(3, 9);
        List<List<Run>> runs = new ArrayList<>();
        try (var session = Session.open()) {
            for (int round = 0; round < rounds; round++) {
                var taken = new ArrayList<Run>();
                for (var experiment : experiments) {
                    taken.addAll(session.run(experiment, Monitor.NONE).runs());
                }
                runs.add(taken);
            }
        }
        return Findings.of(outcomes(
                new Rounds(runs, longRuns.size().messages()),
                method(METHOD, lightRuns),
                LONG_METHOD.formatted(longRuns.size().messages()),
                SHORT_METHOD.formatted(shortRuns.size().messages())));
    }

    private static List<Outcome> outcomes(Rounds rounds, String method, String longMethod, String shortMethod) {
        var light = rounds.ms("java", "queue", "java", Arm.LIGHT, false);
        var slots = rounds.ms("java", "slots", "raw", Arm.HEAVY, false);
        var shortSlots = rounds.ms("java", "slots", "raw", Arm.HEAVY, true);
        var pythonQueue = rounds.ms("python", "queue", "pickle-5", Arm.HEAVY, true);
        return List.of(
                ms(
                        Target.atMost("light", "Python's light", 1.00),
                        light,
                        rounds.ms("python", "queue", "pickle-5", Arm.LIGHT, false),
                        method),
                ms(
                        Target.atMost("heavy over slots", "its control in private memory", 1.05),
                        slots,
                        rounds.ms("java", "queue", "raw", Arm.CONTROL, false),
                        longMethod),
                ms(
                        Target.atMost("heavy over slots", "Python's mp.Queue, pickle 5", 0.10),
                        shortSlots,
                        pythonQueue,
                        shortMethod),
                ms(
                        Target.atMost("heavy over slots", "Python's shared_memory, written in place", 1.00),
                        slots,
                        rounds.ms("python", "slots", "shared_memory", Arm.HEAVY, false),
                        longMethod),
                ms(
                        Target.atMost("heavy over queue, Java serialization", "Python's mp.Queue, pickle 5", 1.00),
                        rounds.ms("java", "queue", "java", Arm.HEAVY, true),
                        pythonQueue,
                        shortMethod),
                ms(
                        Target.atMost("heavy over pipes, raw", "Python's Pipe.send_bytes", 1.00),
                        rounds.ms("java", "pipes", "raw", Arm.HEAVY, true),
                        rounds.ms("python", "pipes", "bytes", Arm.HEAVY, true),
                        shortMethod),
                new Outcome.Measured(
                        Target.atMost(
                                "the parent's private memory, heavy over slots", "light over slots + 64 MiB", 1.00),
                        "MiB",
                        rounds.of("java", "slots", "raw", Arm.HEAVY, false, ArticleTrial::parentMebibytes),
                        rounds.of("java", "slots", "raw", Arm.LIGHT, false, ArticleTrial::parentMebibytes).stream()
                                .map(light64 -> light64 + ALLOWED_MEBIBYTES)
                                .toList(),
                        "the largest resident anonymous memory of the receiving process, looked at some twenty times a second"));
    }

    private static String method(String text, Experiment experiment) {
        var size = experiment.size();
        return text.formatted(size.workers(), size.messages(), size.capacity());
    }

    private static Outcome ms(Target target, List<Double> ours, List<Double> theirs, String remark) {
        return new Outcome.Measured(target, "ms a message", ours, theirs, remark);
    }

    private static double messageMs(Run run) {
        return run.timing().seconds() * 1e3 / run.received();
    }

    private static double parentMebibytes(Run run) {
        return run.processes().stream()
                .filter(use -> use.worker() == ProcessUse.PARENT)
                .mapToDouble(use -> use.peakPrivateBytes() / MEBIBYTE)
                .findFirst()
                .orElseThrow();
    }

    /** The runs of each round; short ones, of the slow ways, have fewer messages than long ones. */
    private record Rounds(List<List<Run>> runs, int longMessages) {
        List<Double> ms(String language, String route, String codec, Arm arm, boolean brief) {
            return of(language, route, codec, arm, brief, ArticleTrial::messageMs);
        }

        List<Double> of(
                String language, String route, String codec, Arm arm, boolean brief, ToDoubleFunction<Run> figure) {
            return runs.stream()
                    .map(round -> round.stream()
                            .filter(run -> run.setup().language().equals(language)
                                    && run.setup().route().equals(route)
                                    && run.setup().codec().equals(codec)
                                    && run.setup().arm() == arm
                                    && run.setup().messages() < longMessages == brief)
                            .mapToDouble(figure)
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException(
                                    "no run of " + language + " " + route + "/" + codec + " " + arm)))
                    .toList();
        }
    }
}
