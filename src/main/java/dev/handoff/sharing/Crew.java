package dev.handoff.sharing;

import dev.handoff.channel.PipeQueue;
import dev.handoff.codec.JavaCodec;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Plan.Conditions;
import dev.handoff.engine.Plan.Size;
import dev.handoff.engine.Pool;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Computation;
import dev.handoff.workload.FlatPayload;
import java.time.Duration;

/** Worker processes that do something once, all at the same time. What they send besides is the integer 1. */
final class Crew implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int MOST = 256;

    private final Pool pool = new Pool();
    private final int workers;

    Crew(int workers) {
        if (workers < 1 || workers > MOST) {
            throw new IllegalArgumentException(workers + " workers; from 1 to " + MOST);
        }
        this.workers = workers;
    }

    /** Lets each worker compute once, for message 0, and returns the seconds from the gate to the last answer. */
    double run(Computation work) {
        var once = new Plan(
                work,
                FlatPayload.parse("zeros:1"),
                Arm.LIGHT,
                new PipeQueue(0),
                new JavaCodec(),
                new Size(workers, 1, workers),
                new Conditions(0, 0, false, LIMIT),
                0);
        return new Engine(pool).run(once, now -> {}).timing().seconds();
    }

    @Override
    public void close() {
        pool.close();
    }
}
