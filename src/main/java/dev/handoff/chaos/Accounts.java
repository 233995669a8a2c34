package dev.handoff.chaos;

import dev.handoff.spi.Death;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Whether a run says of every message what came of it: each that was delivered is counted once, and a worker whose last
 * ones are missing is listed with exactly these.
 *
 * @param run what is looked at
 * @param phases of its channel
 */
record Accounts(Run run, List<Phase> phases) {
    /** What is wrong with them, in words; empty if nothing is. */
    String wrong() {
        var ofWorkers = IntStream.range(0, run.setup().workers()).mapToObj(this::ofWorker);
        return Stream.concat(ofWorkers, Stream.of(ofAll()))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String ofAll() {
        if (run.log().size() != run.received()) {
            return run.log().size() + " messages recorded, " + run.received() + " received";
        }
        return run.log().stream().allMatch(Accounts::addsUp) ? "" : "the phases of a message do not add up to its life";
    }

    private String ofWorker(int worker) {
        var came = run.log().stream()
                .filter(message -> message.worker() == worker)
                .mapToLong(Message::sequence)
                .boxed()
                .toList();
        if (!came.equals(LongStream.range(0, came.size()).boxed().toList())) {
            return "of worker " + worker + " came " + came;
        }
        var deaths =
                run.deaths().stream().filter(death -> death.worker() == worker).toList();
        long missing = (long) run.setup().messages() - came.size();
        boolean told = deaths.size() == 1 && isExact(deaths.getFirst(), came.size(), missing);
        return told || (deaths.isEmpty() && missing == 0)
                ? ""
                : "of worker " + worker + " came " + came.size() + ", which is not what is said";
    }

    /** The missing are those that follow the delivered, and none of them is further on its way than the one before it. */
    private boolean isExact(Death death, long from, long missing) {
        var lost = death.lost();
        var numbers = lost.stream().map(Death.Lost::sequence).toList();
        var steps = lost.stream().map(message -> step(message.phase())).toList();
        return death.missing() == missing
                && numbers.equals(
                        LongStream.range(from, from + lost.size()).boxed().toList())
                && IntStream.range(1, steps.size()).allMatch(i -> steps.get(i) <= steps.get(i - 1));
    }

    /** How far on its way a message is that its worker had in this phase. */
    int step(Phase phase) {
        return phase == Phase.IN_FLIGHT ? phases.size() : phases.indexOf(phase);
    }

    private static boolean addsUp(Message message) {
        long sum = 0;
        for (var phase : Phase.values()) {
            sum += message.phaseNs(phase);
        }
        return sum == message.lifeNs();
    }
}
