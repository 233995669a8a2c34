package dev.handoff.chaos;

import dev.handoff.spi.Death;
import dev.handoff.spi.Message;
import dev.handoff.spi.OnWorkerDeath;
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
    String wrong(OnWorkerDeath policy) {
        var ofWorkers = IntStream.range(0, run.setup().workers()).mapToObj(worker -> ofWorker(worker, policy));
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

    private String ofWorker(int worker, OnWorkerDeath policy) {
        var came = run.log().stream()
                .filter(message -> message.worker() == worker)
                .map(Message::sequence)
                .toList();
        var deaths =
                run.deaths().stream().filter(death -> death.worker() == worker).toList();
        var lost = deaths.stream()
                .flatMap(death -> death.lost().stream())
                .map(Death.Lost::sequence)
                .toList();
        long notBegun = deaths.stream().mapToLong(Death::notBegun).sum();
        var should = LongStream.range(0, run.setup().messages() - notBegun)
                .boxed()
                .filter(sequence -> !lost.contains(sequence))
                .toList();
        boolean exact = came.equals(should)
                && came.size() + lost.size() + notBegun == run.setup().messages();
        boolean inOrder = deaths.stream().allMatch(death -> isLikely(death, came, policy));
        return exact && inOrder ? "" : "of worker " + worker + " came " + came + ", and it is said: " + deaths;
    }

    /**
     * What a death took with it lies together, none of it further on its way than the one before, and nothing came after it
     * unless the worker was started anew.
     */
    private boolean isLikely(Death death, List<Long> came, OnWorkerDeath policy) {
        var lost = death.lost();
        boolean together = IntStream.range(1, lost.size())
                .allMatch(i -> lost.get(i).sequence() == lost.get(i - 1).sequence() + 1
                        && step(lost.get(i).phase()) <= step(lost.get(i - 1).phase()));
        boolean last = lost.isEmpty()
                || came.isEmpty()
                || came.getLast() < lost.getFirst().sequence();
        return together
                && (death.restarted() ? policy == OnWorkerDeath.RESTART && death.notBegun() == 0 : last)
                && (death.notBegun() == 0 || policy == OnWorkerDeath.CONTINUE);
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
