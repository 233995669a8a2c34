package dev.handoff;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.Pipes;
import dev.handoff.channel.SharedSlots;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.StartCache;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.workload.DotProduct;
import dev.handoff.workload.FlatPayload;
import java.time.Duration;
import java.util.List;

/** What the build runs when the jar is there, so that workers start faster: see {@link StartCache}. */
final class Training {
    private static final List<Channel> CHANNELS = List.of(new SharedSlots(), new PipeQueue(0), new Pipes(0));

    private Training() {}

    public static void main(String[] arguments) {
        StartCache.make(engine -> CHANNELS.forEach(channel -> run(engine, channel)));
    }

    private static void run(Engine engine, Channel channel) {
        engine.run(
                new Plan(
                        new DotProduct(100),
                        FlatPayload.parse("zeros:100x100"),
                        Arm.HEAVY,
                        channel,
                        channel.defaultCodec(),
                        new Plan.Size(1, 1, 1),
                        new Plan.Conditions(1, 0, true, Duration.ofMinutes(1)),
                        0),
                received -> {});
    }
}
