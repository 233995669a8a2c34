package dev.handoff.engine;

import dev.handoff.shipping.Packed;
import dev.handoff.spi.Arm;
import java.util.Collections;
import java.util.List;

/**
 * A plan, and what its workers need for it.
 *
 * @param plan the run
 * @param code what must be in a worker; null where workers are threads, which have it
 * @param numbers how many message numbers the computation knows
 * @param from with which message each worker begins: the first, or where one that was started anew goes on
 * @param rehearsal whether its messages do not count
 */
record Job(Plan plan, Packed code, int numbers, List<Integer> from, boolean rehearsal) {

    static Job of(Plan plan, boolean rehearsal) {
        return new Job(
                plan,
                plan.channel().withinProcess() ? null : plan.code(),
                plan.size().messages(),
                fromTheFirst(plan),
                rehearsal);
    }

    /** The memory that it takes in a size, while so many workers are running already. */
    MemoryNeed need(Plan.Size size, int running) {
        long sent = code == null ? 0 : code.shipment().bytes();
        return MemoryNeed.of(plan.sized(size), running).sending(sent, size.workers());
    }

    static List<Integer> fromTheFirst(Plan plan) {
        return Collections.nCopies(plan.size().workers(), 0);
    }

    Job from(List<Integer> first) {
        return new Job(plan, code, numbers, first, rehearsal);
    }

    /**
     * What new workers do first, unless the plan wants them cold: enough light messages for the JVM to have compiled what
     * each message runs.
     *
     * @param messages of each worker
     */
    Job ofRehearsal(int messages) {
        int workers = plan.size().workers();
        var rehearsed = new Plan(
                plan.computation(),
                plan.payload(),
                Arm.LIGHT,
                plan.channel(),
                plan.codec(),
                new Plan.Size(workers, messages, workers),
                new Plan.Conditions(
                        plan.conditions().seed(), 0, false, plan.conditions().limit()),
                0);
        return new Job(rehearsed, code, numbers, fromTheFirst(plan), true);
    }
}
