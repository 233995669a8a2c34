package dev.handoff.cli;

import dev.handoff.chaos.Chaos;
import dev.handoff.chaos.Soak;
import dev.handoff.chaos.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Faults on purpose. */
@Command(
        name = "chaos",
        description =
                "Kills, stops and spoils what takes part in a run, in every phase and over every channel, and checks that"
                        + " nothing is lost unsaid, nothing hangs and nothing is left behind. Ends with 0 only then.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class ChaosCommand implements Callable<Integer> {
    private static final int MOST_ROUNDS = 1_000_000;
    private static final int ROUNDS = 100;
    private static final int SOAK_ROUNDS = 2000;
    private static final int STEP = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "how many rounds are drawn: " + ROUNDS + ", with --soak " + SOAK_ROUNDS)
    private Integer given;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "the same seed draws the same rounds")
    private long seed;

    @Option(names = "--exhaustive", description = "one round of each cell of the matrix instead")
    private boolean exhaustive;

    @Option(names = "--round", paramLabel = "K", defaultValue = "0", description = "only the K-th of them; 0 for all")
    private int one;

    @Option(
            names = "--soak",
            description =
                    "instead, so many runs without faults in one session: memory, threads and descriptors must not"
                            + " grow. Takes --rounds alone")
    private boolean soak;

    @Option(
            names = "--parsers",
            description =
                    "instead, gives every parser a million inputs, or --inputs N: the tests of the parsers, by Maven."
                            + " Takes --inputs alone")
    private boolean parsers;

    @Option(names = "--inputs", paramLabel = "N", description = "with --parsers, how many")
    private Integer inputs;

    private int rounds;

    @Override
    public Integer call() {
        if (parsers || inputs != null) {
            throw new IllegalArgumentException(
                    "--parsers runs tests, which are not in the jar: ./handoff chaos --parsers [--inputs N]");
        }
        if (soak) {
            return soak();
        }
        rounds = given == null ? ROUNDS : given;
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds is " + rounds + "; it must be from 1 to " + MOST_ROUNDS);
        }
        var draws = exhaustive ? Chaos.all(seed) : Chaos.draw(rounds, seed);
        if (one < 0 || one > draws.size()) {
            throw new IllegalArgumentException("--round is " + one + "; it must be from 0 to " + draws.size());
        }
        return run(one == 0 ? draws : List.of(draws.get(one - 1)));
    }

    private int soak() {
        var parsed = spec.commandLine().getParseResult();
        for (var other : List.of("--seed", "--exhaustive", "--round")) {
            if (parsed.hasMatchedOption(other)) {
                throw new IllegalArgumentException("--soak takes --rounds alone, not " + other);
            }
        }
        var out = spec.commandLine().getOut();
        var soaked = Soak.run(given == null ? SOAK_ROUNDS : given, round -> count(round, out));
        out.println(soaked.text());
        out.flush();
        return soaked.isBad() ? 1 : 0;
    }

    private int run(List<Chaos.Draw> draws) {
        var out = spec.commandLine().getOut();
        long from = System.nanoTime();
        var count = new int[1];
        var tally = Chaos.run(draws, (draw, verdict) -> {
            told(++count[0], draw, verdict, out);
            count(count[0], out);
        });
        out.println();
        out.println(tally.text());
        out.printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - from) / 1e9);
        out.flush();
        return tally.isBad() ? 1 : 0;
    }

    /** Now and then, so that one sees that it goes on. */
    private static void count(int rounds, PrintWriter out) {
        if (rounds % STEP == 0) {
            out.println(rounds + " rounds");
            out.flush();
        }
    }

    private void told(int number, Chaos.Draw draw, Verdict verdict, PrintWriter out) {
        if (verdict.isBad()) {
            int round = one == 0 ? number : one;
            var again = (exhaustive ? "--exhaustive" : "--rounds " + rounds) + " --seed " + seed + " --round " + round;
            out.println(verdict.kind() + ": " + draw.cell() + ": " + verdict.words() + "\n  again: ./handoff chaos "
                    + again);
            out.flush();
        } else if (one != 0) {
            out.println(verdict.kind() + ": " + draw.cell() + ": " + verdict.words());
        }
    }
}
