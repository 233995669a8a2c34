package dev.handoff.bench.peers;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Native;
import dev.handoff.bench.Outcome;
import dev.handoff.bench.Ratio;
import dev.handoff.bench.Target;
import dev.handoff.bench.Trial;
import dev.handoff.channel.Ring;
import dev.handoff.memory.Looks;
import dev.handoff.report.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Large messages between two JVMs, against what the memory and a pipe allow, measured in C. */
public final class BulkTrial implements Trial {
    static final long HEAVY = 54_000_000;
    /** In front of a block, the header of a frame and that of the raw codec. */
    private static final long HEADERS = 48;

    /** What stays in a cache. */
    private static final long SMALL_RING = 1 << 20;

    /**
     * What a round moves: enough that it takes longer than the system takes to give two processes that it has put on one core
     * a core each.
     */
    private static final long A_ROUND = 1L << 30;

    /** Rounds that do not count: until our code is compiled, a round takes up to six times as long. */
    private static final int WARM_UP = 3;

    private static final double MEGA = 1e6;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public Findings measure(Effort effort) {
        int rounds = effort.of(5, 15);
        var sizes = effort.of(List.of(1L << 20, HEAVY), List.of(1L << 20, 16L << 20, HEAVY, 256L << 20));
        var copies = Native.program("memory_copies");
        var stream = Native.program("ring_stream");
        if (copies.isEmpty() || stream.isEmpty()) {
            List<Outcome> outcomes = new ArrayList<>();
            sizes.forEach(bytes -> outcomes.add(noCompiler(target(bytes))));
            outcomes.add(throughPipe(rounds));
            return Findings.of(outcomes);
        }
        List<Sizes> measured = throughRing("" + copies.get(), "" + stream.get(), sizes, rounds);
        List<Outcome> outcomes = new ArrayList<>();
        measured.forEach(size -> outcomes.add(size.outcome()));
        outcomes.add(throughPipe(rounds));
        return new Findings(outcomes, List.of(exhibit(measured)));
    }

    /** Messages of one size, MB/s in each round. */
    private record Sizes(long bytes, List<Double> ours, List<Double> copies, List<Double> small, List<Double> large) {
        Sizes(long bytes) {
            this(bytes, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        Outcome outcome() {
            return new Outcome.Measured(
                    target(bytes),
                    "MB/s",
                    ours,
                    copies,
                    "payload bytes by the time from the first message's departure to the last one's arrival, 1 GiB in all,"
                            + " nothing pinned. The two copies are one thread's, out of private memory"
                            + " into 1 MiB of shared memory, which stays in its cache, and out of it, piece by piece; those of"
                            + " the ring are two processes', at the same time");
        }
    }

    private static List<Sizes> throughRing(String copies, String stream, List<Long> bytes, int rounds) {
        var sizes = bytes.stream().map(Sizes::new).toList();
        long ours = new Ring(0).bytesEach(OwnPeer.over(new Ring(0), HEAVY).terms());
        try (var pair = new Pair(Peers.RING_FOR_LARGE)) {
            for (int round = -WARM_UP; round < rounds; round++) {
                for (var size : sizes) {
                    long messages = A_ROUND / size.bytes();
                    double us = size.bytes() / MEGA / pair.secondsOfLarge(size.bytes(), messages);
                    double two = inC(copies, size.bytes(), SMALL_RING, messages);
                    double small = inC(stream, size.bytes(), SMALL_RING, messages);
                    double large = inC(stream, size.bytes(), ours, messages);
                    if (round >= 0) {
                        size.ours().add(us);
                        size.copies().add(two);
                        size.small().add(small);
                        size.large().add(large);
                    }
                }
            }
        }
        return sizes;
    }

    private static double inC(String program, long bytes, long ring, long messages) {
        return bytes / MEGA / (nanoseconds(program, "" + bytes, "" + ring, "" + messages) / 1e9);
    }

    private static Target target(long bytes) {
        return Target.atLeast("messages of " + label(bytes) + " over ring", "two memory copies in C", 0.90);
    }

    private static Exhibit exhibit(List<Sizes> sizes) {
        return new Exhibit(
                "What a ring can give",
                "The same copies by two processes in C, through shared memory of 1 MiB and of as much as ours has. Both are"
                        + " slower than they could be while the system has the two processes on one core, where they take"
                        + " turns, or on two without a cache in common, where each line must be fetched from the other.",
                new Columns<>(sizes)
                        .text("size", size -> label(size.bytes()))
                        .number("Handoff ring MB/s", size -> Ratio.median(size.ours()))
                        .number("two copies in C MB/s", size -> Ratio.median(size.copies()))
                        .number("ring of 1 MiB in C MB/s", size -> Ratio.median(size.small()))
                        .number("ring as large as ours in C MB/s", size -> Ratio.median(size.large()))
                        .table("rings"));
    }

    private static Outcome throughPipe(int rounds) {
        var target = Target.atLeast("54 MB over pipes, raw", "the same bytes between two C processes", 0.90);
        var stream = Native.program("pipe_stream");
        if (stream.isEmpty()) {
            return noCompiler(target);
        }
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        int messages = 4;
        try (var pair = new Pair(Peers.PIPES)) {
            for (int round = -2; round < rounds; round++) {
                double us = pair.secondsOfLarge(HEAVY, messages);
                double them = nanoseconds("" + stream.get(), "" + (HEADERS + HEAVY), "0", "" + messages) / 1e9;
                if (round >= 0) {
                    ours.add(HEAVY / MEGA / us);
                    theirs.add(HEAVY / MEGA / them);
                }
            }
        }
        return new Outcome.Measured(
                target,
                "MB/s",
                ours,
                theirs,
                "pipes of the system's own size, 64 KiB; four messages, nothing pinned; in C, `write` of the whole message"
                        + " and `read` of what there is, into memory that is warm. Our reader looks for "
                        + Looks.atStream().toNanos() / 1_000
                        + " µs before it sleeps, that in C sleeps at once");
    }

    private static Outcome noCompiler(Target target) {
        return new Outcome.Missing(target, "there is no C compiler: install gcc or clang, so that cc is found.");
    }

    private static String label(long bytes) {
        return bytes == HEAVY ? "54 MB" : (bytes >> 20) + " MiB";
    }

    private static double nanoseconds(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command[0] + " failed");
            }
            return Double.parseDouble(said.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
