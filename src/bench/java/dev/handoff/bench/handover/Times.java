package dev.handoff.bench.handover;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How long each message took, one way, nanoseconds.
 *
 * @param fromSent from when it was sent
 * @param fromIntended from when it should have been
 */
record Times(long[] fromSent, long[] fromIntended) {
    /** Of several turns, but for the first message of each, before which both sides have done something else. */
    static Times ofTurns(List<Times> turns) {
        return new Times(joined(turns, Times::fromSent), joined(turns, Times::fromIntended));
    }

    private static long[] joined(List<Times> turns, Function<Times, long[]> which) {
        return turns.stream()
                .flatMapToLong(turn -> LongStream.of(which.apply(turn)).skip(1))
                .toArray();
    }

    /** As a player answers, in which {@link #toString} said it. */
    static Times parse(List<Double> figures) {
        var all = figures.stream().mapToLong(Double::longValue).toArray();
        return new Times(
                LongStream.of(all).limit(all.length / 2).toArray(),
                LongStream.of(all).skip(all.length / 2).toArray());
    }

    @Override
    public String toString() {
        return LongStream.concat(LongStream.of(fromSent), LongStream.of(fromIntended))
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }
}
