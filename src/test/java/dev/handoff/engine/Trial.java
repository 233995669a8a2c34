package dev.handoff.engine;

import dev.handoff.engine.Plan.Conditions;
import dev.handoff.engine.Plan.Size;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Computation;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Payload;
import dev.handoff.workload.FlatPayload;
import java.time.Duration;

/** A small plan, of which a test says only what matters to it. */
record Trial(Plan plan) {

    /** Heavy: one worker, 5 messages of 80 kB, 4 under way, no warm-up, nothing to compute. */
    static Trial over(Channel channel) {
        return new Trial(new Plan(
                Work.none(),
                FlatPayload.parse("zeros:100x100"),
                Arm.HEAVY,
                channel,
                channel.defaultCodec(),
                new Size(1, 5, 4),
                new Conditions(1, 0, true, Duration.ofMinutes(2)),
                0));
    }

    private Trial with(Computation computation, Payload<?> payload, Arm arm, Codec codec) {
        return new Trial(new Plan(
                computation, payload, arm, plan.channel(), codec, plan.size(), plan.conditions(), plan.repeat()));
    }

    private Trial with(Size size, Conditions conditions) {
        return new Trial(new Plan(
                plan.computation(),
                plan.payload(),
                plan.arm(),
                plan.channel(),
                plan.codec(),
                size,
                conditions,
                plan.repeat()));
    }

    /** Whether a thread in the background sends for its workers. */
    boolean feeds() {
        try (var inbox = plan.channel().open(plan.terms());
                var outbox = inbox.connector().connect(0, failure -> {})) {
            return outbox.feederThreadId() >= 0;
        }
    }

    Trial arm(Arm arm) {
        return with(plan.computation(), plan.payload(), arm, plan.codec());
    }

    Trial doing(Computation computation) {
        return with(computation, plan.payload(), plan.arm(), plan.codec());
    }

    Trial sending(Payload<?> payload) {
        return with(plan.computation(), payload, plan.arm(), plan.codec());
    }

    Trial sending(String payload) {
        return sending(FlatPayload.parse(payload));
    }

    Trial encodedBy(Codec codec) {
        return with(plan.computation(), plan.payload(), plan.arm(), codec);
    }

    Trial size(int workers, int messages, int capacity) {
        return with(new Size(workers, messages, capacity), plan.conditions());
    }

    Trial warmUp(int messages) {
        var c = plan.conditions();
        return with(plan.size(), new Conditions(c.seed(), messages, c.ledger(), c.limit()));
    }

    Trial noLedger() {
        var c = plan.conditions();
        return with(plan.size(), new Conditions(c.seed(), c.warmUp(), false, c.limit()));
    }

    Trial onWorkerDeath(OnWorkerDeath policy) {
        var c = plan.conditions();
        return with(plan.size(), new Conditions(c.seed(), c.warmUp(), c.ledger(), c.limit(), policy));
    }

    Trial limit(Duration limit) {
        var c = plan.conditions();
        return with(plan.size(), new Conditions(c.seed(), c.warmUp(), c.ledger(), limit));
    }
}
