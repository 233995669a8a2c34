package dev.handoff;

import dev.handoff.archive.Archive;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Pool;
import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The parent of a run from cold, a program of its own: it does what a run takes and nothing else, because all of it is in the
 * time. What was measured it leaves in a file.
 */
final class ColdParent {
    private static final Machine NOT_LOOKED_AT = new Machine("", 1, 0, "", 0, 0, 0, Map.of());

    private ColdParent() {}

    /** What the program is told: the experiment, one of its routes, and the file. */
    static List<String> arguments(Experiment experiment, Route route, Path json) {
        var size = experiment.size();
        var conditions = experiment.conditions();
        return List.of(
                experiment.workload().payload().describe(),
                route.name(),
                Integer.toString(size.workers()),
                Integer.toString(size.messages()),
                Integer.toString(size.capacity()),
                Long.toString(conditions.seed()),
                Boolean.toString(conditions.ledger()),
                conditions.limit().toString(),
                json.toString());
    }

    /** Takes the {@link #arguments}. Ends with 0 only if every message was received and verified. */
    public static void main(String[] arguments) {
        boolean isWhole;
        try (var pool = new Pool()) {
            isWhole = run(List.of(arguments).iterator(), pool);
        }
        System.exit(isWhole ? 0 : 1);
    }

    private static boolean run(Iterator<String> arguments, Pool pool) {
        try {
            var workload = Workload.dot(ColdRun.SIZE).sending(Payloads.named(arguments.next()));
            var route = Route.named(arguments.next());
            var experiment = Experiment.of(workload)
                    .via(route)
                    .workers(Integer.parseInt(arguments.next()))
                    .messages(Integer.parseInt(arguments.next()))
                    .capacity(Integer.parseInt(arguments.next()))
                    .seed(Long.parseLong(arguments.next()))
                    .ledger(Boolean.parseBoolean(arguments.next()))
                    .limit(Duration.parse(arguments.next()))
                    .warmUp(0);
            var run = new Engine(pool).run(experiment.plan(Arm.HEAVY, route, 0), now -> {});
            Archive.of(NOT_LOOKED_AT, Map.of(), List.of(run)).write(Path.of(arguments.next()));
            return true;
        } catch (HandoffException | IllegalArgumentException e) {
            pool.say("handoff: " + e.getMessage());
            return false;
        }
    }
}
