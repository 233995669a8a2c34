package dev.handoff.report;

import java.util.Comparator;
import java.util.List;

/**
 * Names what limits a run: the resource whose busy time for each message is nearest to the time a message takes. Phases
 * in which messages wait have no say: a wait shows where the others queue up, not what they queue up for.
 *
 * <p>Six rules more, because busy times are not independent:
 *
 * <ol>
 *   <li>A resource that is busy less than {@value #REACH} of the time limits nothing. If no resource reaches that, none is
 *       named.
 *   <li>A processor that waits for the memory counts as busy, so both look busy together. The memory is named, and not
 *       the processors, if the model of {@link MemoryModel} says that it is busy for {@value #MEMORY_REACH} of the
 *       time or more <em>and</em> most of the work is making, copying and moving the payload. Otherwise the memory is
 *       never named.
 *   <li>A reader and a writer on one pipe move the same bytes at the same time. Where both are as busy, the reader is
 *       named: it would be alone even if each worker had a pipe of its own.
 *   <li>A reader that waits for a processor is busy by the clock on the wall. Where reader and processors are as busy,
 *       the reader is named only if it was on a processor for {@value #ON_PROCESSOR} of its busy time.
 *   <li>Workers that compute keep processors busy. Where both are as busy, the processors are named: more workers would share
 *       them.
 *   <li>Without a ledger nothing is known of the reader, who may be busier. Processors are named only if they are never idle.
 * </ol>
 *
 * <p>"As busy" means within {@value #NEAR} of the time a message takes.
 */
final class Verdict {
    static final double REACH = 0.6;
    static final double MEMORY_REACH = 0.75;
    static final double ON_PROCESSOR = 0.8;
    static final double NEAR = 0.05;

    private static final double MOST = 0.5;

    private Verdict() {}

    static Finding of(Kind kind, BusyTimes times) {
        var candidates = times.candidates();
        return new Finding(
                kind.language(), kind.route(), kind.codec(), times.messageMs(), limit(times, candidates), candidates);
    }

    private static Limit limit(BusyTimes times, List<Candidate> candidates) {
        boolean memory = memoryDominates(times, candidates);
        var nearest = candidates.stream()
                .filter(Candidate::known)
                .filter(c -> c.resource() != Limit.MEMORY || memory)
                .min(Comparator.comparingDouble(Candidate::distance));
        boolean unrecorded = times.run().log().isEmpty();
        if (nearest.isEmpty() || nearest.get().utilisation() < REACH) {
            return unrecorded || times.run().processes().isEmpty() ? Limit.UNKNOWN : Limit.NONE;
        }
        if (unrecorded && nearest.get().distance() > NEAR) {
            return Limit.UNKNOWN;
        }
        var processors = memory ? Limit.MEMORY : Limit.PROCESSORS;
        boolean onProcessor = times.readerOnProcessor() >= ON_PROCESSOR;
        return switch (nearest.get().resource()) {
            case READER ->
                asBusy(nearest.get(), Limit.PROCESSORS, candidates) && !onProcessor ? processors : Limit.READER;
            case WORKERS -> asBusy(nearest.get(), Limit.PROCESSORS, candidates) ? processors : Limit.WORKERS;
            case PROCESSORS ->
                asBusy(nearest.get(), Limit.READER, candidates) && onProcessor ? Limit.READER : processors;
            case WRITE_LOCK -> asBusy(nearest.get(), Limit.READER, candidates) ? Limit.READER : Limit.WRITE_LOCK;
            case MEMORY -> Limit.MEMORY;
            case NONE, UNKNOWN -> throw new AssertionError("not a resource: " + nearest);
        };
    }

    private static boolean memoryDominates(BusyTimes times, List<Candidate> candidates) {
        return candidates.stream().anyMatch(c -> c.resource() == Limit.MEMORY && c.utilisation() >= MEMORY_REACH)
                && times.movingShare() >= MOST;
    }

    private static boolean asBusy(Candidate one, Limit other, List<Candidate> candidates) {
        return candidates.stream()
                .anyMatch(c -> c.resource() == other && Math.abs(c.utilisation() - one.utilisation()) <= NEAR);
    }
}
