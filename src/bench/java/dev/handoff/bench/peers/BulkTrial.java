package dev.handoff.bench.peers;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Native;
import dev.handoff.bench.Outcome;
import dev.handoff.bench.Target;
import dev.handoff.bench.Trial;
import dev.handoff.channel.Ring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Large messages between two JVMs, against what the memory and a pipe allow, measured in C. */
public final class BulkTrial implements Trial {
    private static final long HEAVY = 54_000_000;
    /** In front of a block, the header of a frame and that of the raw codec. */
    private static final long HEADERS = 160;

    private static final double MEGA = 1e6;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public Findings measure(Effort effort) {
        int rounds = effort.of(5, 15);
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.addAll(throughRing(
                effort.of(List.of(1L << 20, HEAVY), List.of(1L << 20, 16L << 20, HEAVY, 256L << 20)), rounds));
        outcomes.add(throughPipe(rounds));
        return Findings.of(outcomes);
    }

    private static List<Outcome> throughRing(List<Long> sizes, int rounds) {
        List<Outcome> outcomes = new ArrayList<>();
        var copies = Native.program("memory_copies");
        Map<Long, List<Double>> ours = new TreeMap<>();
        Map<Long, List<Double>> theirs = new TreeMap<>();
        if (copies.isPresent()) {
            try (var pair = new Pair(Peers.RING)) {
                for (int round = -2; round < rounds; round++) {
                    for (long bytes : sizes) {
                        long messages = Math.max(4, (256L << 20) / bytes);
                        double us = pair.secondsOfLarge(bytes, messages);
                        double them = nanoseconds("" + copies.get(), "" + bytes, "" + Ring.DEFAULT_BYTES, "" + messages)
                                / 1e9;
                        if (round >= 0) {
                            ours.computeIfAbsent(bytes, _ -> new ArrayList<>()).add(bytes / MEGA / us);
                            theirs.computeIfAbsent(bytes, _ -> new ArrayList<>())
                                    .add(bytes / MEGA / them);
                        }
                    }
                }
            }
        }
        for (long bytes : sizes) {
            var target = Target.atLeast("messages of " + label(bytes) + " over ring", "two memory copies in C", 0.90);
            outcomes.add(
                    copies.isPresent()
                            ? new Outcome.Measured(
                                    target,
                                    "MB/s",
                                    ours.get(bytes),
                                    theirs.get(bytes),
                                    "the two copies are one thread's, through shared memory of the ring's size; those of"
                                            + " the ring are two processes', at the same time")
                            : noCompiler(target));
        }
        return outcomes;
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
        return new Outcome.Measured(target, "MB/s", ours, theirs, "pipes of the system's own size");
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
