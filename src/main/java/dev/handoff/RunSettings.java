package dev.handoff;

import dev.handoff.engine.Plan.Size;
import dev.handoff.engine.WorkerJvm;
import dev.handoff.memory.Looks;
import dev.handoff.spi.Arm;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is saved with results so that they can be had again. */
final class RunSettings {
    private RunSettings() {}

    static Map<String, String> of(Experiment experiment, Size asked, long clockBracketNs) {
        var settings = new TreeMap<String, String>();
        var size = experiment.size();
        settings.put("computation", experiment.workload().computation().describe());
        settings.put("payload", experiment.workload().payload().describe());
        settings.put("workers", String.valueOf(size.workers()));
        settings.put("messages", String.valueOf(size.messages()));
        settings.put("capacity", String.valueOf(size.capacity()));
        settings.put("capacity asked for", String.valueOf(asked.capacity()));
        settings.put("arms", experiment.arms().stream().map(Arm::label).collect(Collectors.joining(",")));
        settings.put("routes", experiment.routes().stream().map(Route::toString).collect(Collectors.joining(",")));
        settings.put("repeats", String.valueOf(experiment.repeats()));
        settings.put("seed", String.valueOf(experiment.conditions().seed()));
        settings.put("warm-up messages", String.valueOf(experiment.conditions().warmUp()));
        settings.put("ledger", String.valueOf(experiment.conditions().ledger()));
        settings.put("limit s", String.valueOf(experiment.conditions().limit().toSeconds()));
        settings.put(
                "on worker death",
                experiment.conditions().onWorkerDeath().name().toLowerCase(Locale.ROOT));
        settings.put("cold", String.valueOf(experiment.extras().cold()));
        settings.put(
                "python",
                experiment.extras().twins().stream()
                        .map(twin -> twin.route() + "/" + twin.codec())
                        .collect(Collectors.joining(",")));
        settings.put("worker JVM flags", String.join(" ", WorkerJvm.FLAGS));
        settings.put(
                "µs that a wait in shared memory looks before it sleeps",
                String.valueOf(Looks.inMemory(size.workers()).toNanos() / 1_000));
        settings.put(
                "µs that a read of a pipe or a socket looks before it sleeps",
                String.valueOf(Looks.atStream().toNanos() / 1_000));
        settings.put("clock bracket ns", String.valueOf(clockBracketNs));
        return settings;
    }
}
