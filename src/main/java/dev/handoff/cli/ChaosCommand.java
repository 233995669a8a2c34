package dev.handoff.cli;

import dev.handoff.chaos.Chaos;
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

    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "100", description = "how many rounds are drawn")
    private int rounds;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "the same seed draws the same rounds")
    private long seed;

    @Option(names = "--exhaustive", description = "one round of each cell of the matrix instead")
    private boolean exhaustive;

    @Option(names = "--round", paramLabel = "K", defaultValue = "0", description = "only the K-th of them; 0 for all")
    private int one;

    @Override
    public Integer call() {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds is " + rounds + "; it must be from 1 to " + MOST_ROUNDS);
        }
        var draws = exhaustive ? Chaos.all(seed) : Chaos.draw(rounds, seed);
        if (one < 0 || one > draws.size()) {
            throw new IllegalArgumentException("--round is " + one + "; it must be from 0 to " + draws.size());
        }
        return run(one == 0 ? draws : List.of(draws.get(one - 1)));
    }

    private int run(List<Chaos.Draw> draws) {
        var out = spec.commandLine().getOut();
        long from = System.nanoTime();
        var count = new int[1];
        var tally = Chaos.run(draws, (draw, verdict) -> told(++count[0], draw, verdict, out));
        out.println();
        out.println(tally.text());
        out.printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - from) / 1e9);
        out.flush();
        return tally.isBad() ? 1 : 0;
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
