package dev.handoff.chaos;

import dev.handoff.engine.Pool;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/** Rounds of the matrix, drawn by a seed. A round depends on nothing but its cell and its own seed. */
public final class Chaos {
    private Chaos() {}

    /**
     * A round that may be run again by itself.
     *
     * @param cell what is done
     * @param seed draws the worker, the message and the moment
     */
    public record Draw(Cell cell, long seed) {}

    /**
     * Draws rounds.
     *
     * @param rounds how many
     * @param seed of the draw
     * @return the rounds; the same for the same seed
     */
    public static List<Draw> draw(int rounds, long seed) {
        var random = new SplittableRandom(seed);
        var cells = Cell.all();
        return LongStream.range(0, rounds)
                .mapToObj(round -> {
                    var cell = cells.get(random.nextInt(cells.size()));
                    return new Draw(cell, random.nextLong());
                })
                .toList();
    }

    /**
     * Draws one round of each cell.
     *
     * @param seed of the draw
     * @return the rounds, in the order of the matrix
     */
    public static List<Draw> all(long seed) {
        var random = new SplittableRandom(seed);
        return Cell.all().stream()
                .map(cell -> new Draw(cell, random.nextLong()))
                .toList();
    }

    /**
     * Runs rounds, one after the other, on workers that stay warm.
     *
     * @param draws the rounds
     * @param told is told after each round
     * @return what came of them
     */
    public static Tally run(List<Draw> draws, BiConsumer<Draw, Verdict> told) {
        var place = place();
        var tally = new Tally();
        try (var pool = new Pool(line -> {}, line -> {})) {
            for (var draw : draws) {
                var verdict = Apart.isFor(draw.cell().fault())
                        ? Apart.round(draw, pool.size(), place)
                        : new Round(draw.cell(), draw.seed(), pool, place).run();
                tally.add(verdict);
                told.accept(draw, verdict);
            }
        } finally {
            delete(place);
        }
        return tally;
    }

    /** A directory for the files of rounds. */
    static Path place() {
        try {
            return Files.createTempDirectory(Path.of("/var/tmp"), "handoff-chaos-"); // which is on a disk
        } catch (IOException e) {
            throw new HandoffException("no directory can be made in /var/tmp: " + e.getMessage(), e);
        }
    }

    static void delete(Path place) {
        try {
            Files.delete(place);
        } catch (IOException e) {
            throw new HandoffException("something was left in " + place + ": " + e.getMessage(), e);
        }
    }
}
