package dev.handoff.bench;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Pool;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.workload.DotProduct;
import dev.handoff.workload.FlatPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the ledger changes what it records: heavy runs with it and without it, in pairs that take turns in who goes
 * first, so that a machine that slows down slows both. With messages of 54 MB their medians may differ by at most one in a
 * hundred.
 */
public final class LedgerOnOff {
    private static final FlatPayload PAYLOAD = FlatPayload.parse("zeros:1500x1500x3");

    private LedgerOnOff() {}

    /**
     * Prints the ratio for each channel.
     *
     * @param arguments pairs, workers, messages of each; 11, 4 and 25 unless given
     */
    public static void main(String[] arguments) {
        int pairs = argument(arguments, 0, 11);
        var size = new Plan.Size(argument(arguments, 1, 4), argument(arguments, 2, 25), argument(arguments, 1, 4));
        try (var pool = new Pool()) {
            var engine = new Engine(pool);
            for (var channel : List.of(new SharedSlots(), new PipeQueue(0))) {
                compare(engine, channel, size, pairs);
            }
        }
    }

    private static int argument(String[] arguments, int at, int otherwise) {
        return at < arguments.length ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private static void compare(Engine engine, Channel channel, Plan.Size size, int pairs) {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            boolean first = pair % 2 == 0;
            for (boolean ledger : new boolean[] {first, !first}) {
                (ledger ? with : without).add(seconds(engine, channel, size, ledger, pair));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-6s %d pairs of %d × %d messages of 54 MB: %.3f s with the ledger (%.3f to %.3f),"
                        + " %.3f s without (%.3f to %.3f): ratio %.4f%n",
                channel.name(),
                pairs,
                size.workers(),
                size.messages(),
                at(with, 0.5),
                at(with, 0),
                at(with, 1),
                at(without, 0.5),
                at(without, 0),
                at(without, 1),
                at(with, 0.5) / at(without, 0.5));
    }

    private static double seconds(Engine engine, Channel channel, Plan.Size size, boolean ledger, int repeat) {
        var conditions = new Plan.Conditions(1, 2, ledger, Duration.ofMinutes(10));
        var plan = new Plan(
                new DotProduct(500), PAYLOAD, Arm.HEAVY, channel, channel.defaultCodec(), size, conditions, repeat);
        return engine.run(plan, received -> {}).timing().seconds();
    }

    /** The value at a share of the sorted list; the median of an even number is the mean of the middle two. */
    private static double at(List<Double> values, double share) {
        var sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        return (sorted.get((int) Math.floor(place)) + sorted.get((int) Math.ceil(place))) / 2;
    }
}
