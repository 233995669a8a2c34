package dev.handoff.bench.handover;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Native;
import dev.handoff.bench.Outcome;
import dev.handoff.bench.Target;
import dev.handoff.bench.Trial;
import dev.handoff.memory.AvailableMemory;
import dev.handoff.memory.Looks;
import dev.handoff.report.Columns;
import java.util.ArrayList;
import java.util.List;

/** Slots against iceoryx2, while both sides wait busily and nobody touches the payload; and what one cache line takes. */
public final class BusyTrial implements Trial {
    /** Two payloads in each direction, for either. */
    private static final long PAYLOADS = 4;

    private static final long ROOM = 1L << 30;
    private static final int PLAYS = 3;
    private static final String REMARK =
            "medians of a ball between two processes, each pinned to a core of its own, new ones for each round; nobody touches"
                    + " the payload (*Honest zero copy* below has the same with one that is written and read); ours"
                    + " looks for %s before it would sleep; both begin the next message before they wait for the one that comes back, as"
                    + " iceoryx2's own benchmark does; theirs is its Rust crate, release profile with LTO";

    @Override
    public String name() {
        return "busy";
    }

    @Override
    public Findings measure(Effort effort) {
        List<Outcome> outcomes = new ArrayList<>();
        for (long bytes : effort.of(
                List.of(64L, 64L << 10, 1L << 30),
                List.of(64L, 4L << 10, 64L << 10, 1L << 20, 54_000_000L, 1L << 30))) {
            outcomes.add(outcome(bytes, effort.of(3, 9)));
        }
        return new Findings(outcomes, floor(effort.of(7, 21)));
    }

    private static Outcome outcome(long bytes, int rounds) {
        var target = Target.atMost("hand-over, busy-waiting, " + Bytes.text(bytes), "iceoryx2", 1.00);
        if (AvailableMemory.bytes() < PAYLOADS * bytes + ROOM) {
            return new Outcome.Missing(
                    target,
                    "there is not the memory for four payloads; free " + Bytes.text(PAYLOADS * bytes + ROOM) + ".");
        }
        if (Way.ICEORYX2.isMissing()) {
            return new Outcome.Missing(target, "there is no cargo to build it with; install Rust.");
        }
        List<Double> ours = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            var medians = meet(bytes);
            ours.add(medians.ours().median());
            others.add(medians.theirs().median());
        }
        return new Outcome.Measured(
                target, "ns", ours, others, REMARK.formatted(Looks.inMemory(1).toNanos() / 1_000 + " µs"));
    }

    private record Meeting(Sample ours, Sample theirs) {}

    /** A round has processes of its own: where their memory lies and how they were compiled changes what a hand-over takes. */
    private static Meeting meet(long bytes) {
        int balls = Way.SLOTS.balls(bytes, Mode.DESCRIPTOR);
        try (var their = Way.ICEORYX2.player(bytes, Mode.DESCRIPTOR).orElseThrow();
                var our = Way.SLOTS.player(bytes, Mode.DESCRIPTOR).orElseThrow()) {
            our.warmUp(balls);
            their.play(balls);
            List<Sample> ours = new ArrayList<>();
            List<Sample> theirs = new ArrayList<>();
            for (int play = 0; play < PLAYS; play++) {
                ours.add(our.play(balls));
                theirs.add(their.play(balls));
            }
            return new Meeting(Sample.typical(ours), Sample.typical(theirs));
        }
    }

    /** What no way can be faster than. */
    private static List<Exhibit> floor(int rounds) {
        return Native.program("pingpong").stream()
                .map(program -> {
                    try (var player = new Player(List.of("" + program, "line"))) {
                        List<Sample> samples = new ArrayList<>();
                        for (int round = 0; round < rounds; round++) {
                            samples.add(player.play(20_000));
                        }
                        var table = new Columns<>(List.of(Sample.typical(samples)))
                                .number("median ns", Sample::median)
                                .number("99 % ns", Sample::high)
                                .table("one cache line");
                        return new Exhibit(
                                "One cache line",
                                "A number that two processes in C look at without pause: the least that a hand-over can take"
                                        + " on this machine.",
                                table);
                    }
                })
                .toList();
    }
}
