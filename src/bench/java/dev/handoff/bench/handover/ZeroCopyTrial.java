package dev.handoff.bench.handover;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Trial;
import dev.handoff.report.Columns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What writing and reading a payload adds to handing it over: zero copies are not zero work. Shown, with no target. */
public final class ZeroCopyTrial implements Trial {
    private static final List<Long> LARGE = List.of(1L << 20, 54_000_000L);

    @Override
    public String name() {
        return "zero-copy";
    }

    private record Row(Way way, long bytes, Mode mode, Sample sample) {}

    @Override
    public Findings measure(Effort effort) {
        List<Row> rows = new ArrayList<>();
        for (long bytes : effort.of(List.of(1L << 20), List.of(64L, 64L << 10, 1L << 20, 54_000_000L))) {
            for (var mode : Mode.values()) {
                rows.addAll(rows(bytes, mode, effort.of(3, 5)));
            }
        }
        var table = new Columns<>(rows)
                .text("way", row -> row.way().label())
                .text("payload", row -> Bytes.text(row.bytes()))
                .text("mode", row -> row.mode().name().toLowerCase(Locale.ROOT))
                .number("median µs", row -> row.sample().median() / 1e3)
                .number("99 % µs", row -> row.sample().high() / 1e3)
                .table("zero copy");
        return new Findings(
                List.of(),
                List.of(new Exhibit(
                        "Honest zero copy",
                        "One way, half a round trip between two processes that wait busily, each on a core of its own. Descriptor: the"
                                + " payload is handed over and nobody touches it. Written: the sender writes every byte. Checked: it"
                                + " writes, and the receiver adds all words up. Both begin the next message before the one"
                                + " before has come back, so that in a round trip both write at the same time. A ring copies in and"
                                + " out in every mode. The rounds of all ways take turns. " + writing(),
                        table)));
    }

    /** Why who hands over faster may still be slower where the payload is written. */
    private static String writing() {
        return LARGE.stream()
                .map(bytes -> {
                    var fills = Fills.of(bytes);
                    return String.format(
                            Locale.ROOT,
                            "%s take %,.1f µs and %,.1f µs",
                            Bytes.text(bytes),
                            fills.jvmUs(),
                            fills.memsetUs());
                })
                .collect(Collectors.joining(
                        "; ",
                        "Ours are written by `MemorySegment.fill`, those of iceoryx2 by C's `memset`. In one thread and without"
                                + " any hand-over, into two blocks in turn, ",
                        ": a part of why iceoryx2's rows are the shorter ones where a large payload is written."));
    }

    /** In turn, so that what disturbs a round disturbs it for all. */
    private static List<Row> rows(long bytes, Mode mode, int rounds) {
        Map<Way, Player> players = new EnumMap<>(Way.class);
        Map<Way, List<Sample>> samples = new EnumMap<>(Way.class);
        try {
            for (var way : Way.values()) {
                way.player(bytes, mode).ifPresent(player -> players.put(way, player));
            }
            players.forEach((way, player) -> player.warmUp(way.balls(bytes, mode)));
            for (int round = 0; round < rounds; round++) {
                players.forEach((way, player) ->
                        samples.computeIfAbsent(way, _ -> new ArrayList<>()).add(player.play(way.balls(bytes, mode))));
            }
        } finally {
            players.values().forEach(Player::close);
        }
        return samples.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), bytes, mode, Sample.typical(entry.getValue())))
                .toList();
    }
}
