package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * What the numbers say, in words: how much slower the heavy arm is than control and light, which resource limits it, and
 * what that means for more workers or cores. Where something was not recorded it says what is missing. Runs from cold
 * take no part, nor do runs that recovered or were broken off, of which it says so.
 *
 * <p>How the limit is found is written in {@link Finding} and {@link Candidate}: it is the resource whose busy time for
 * each message is nearest to the time a message takes, not the phase in which messages wait. The memory's busy time is
 * modelled (made once, copied as often as was counted, at the speed measured for the machine), and the memory is named
 * only where moving the payload is most of the work, because a processor that waits for the memory is busy too.
 *
 * @param findings one for each heavy way of travelling, in the order of the tables; empty without a heavy run
 * @param sentences the explanation, sentence by sentence, as plain text
 */
public record Explanation(List<Finding> findings, List<String> sentences) implements Displayable {

    /** Copies the lists. */
    public Explanation {
        findings = List.copyOf(findings);
        sentences = List.copyOf(sentences);
    }

    /**
     * Explains runs.
     *
     * @param runs the runs of an experiment, in any order; may be few, or without a ledger
     * @param machine where they were made
     * @return the explanation; it says so if there is nothing to explain
     */
    public static Explanation of(List<Run> runs, Machine machine) {
        var groups = Group.warm(runs);
        var heavy =
                groups.stream().filter(group -> group.kind().arm() == Arm.HEAVY).toList();
        var sentences = new ArrayList<String>();
        if (heavy.isEmpty()) {
            sentences.add(Wording.nothingHeavy(runs.size()));
        }
        var wordings = heavy.stream()
                .map(group -> new Wording(
                        group, groups, Verdict.of(group.kind(), new BusyTimes(group.middle(), machine)), machine))
                .toList();
        wordings.forEach(wording -> sentences.addAll(wording.found()));
        sentences.addAll(Wording.inGeneral(wordings));
        sentences.addAll(Wording.ways(heavy));
        Wording.fewMessages(heavy).ifPresent(sentences::add);
        runs.stream()
                .filter(run -> run.outcome() == Run.Outcome.RECOVERED)
                .map(Wording::recovered)
                .forEach(sentences::add);
        runs.stream().filter(Run::brokenOff).map(Wording::brokenOff).forEach(sentences::add);
        return new Explanation(wordings.stream().map(Wording::finding).toList(), sentences);
    }

    /** The sentences, one on each line. */
    @Override
    public String text() {
        return String.join("\n", sentences);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }
}
