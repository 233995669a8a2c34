package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Death;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a finding into sentences. */
record Wording(Group heavy, List<Group> groups, Finding finding, Machine machine) {
    private static final double WORTH_NAMING = 0.3;
    /** Messages of a way, over all repeats. */
    private static final int ENOUGH = 20;

    /** What was found of this way alone. */
    List<String> found() {
        var sentences = new ArrayList<String>();
        sentences.add(howMuchSlower());
        sentences.add(limit());
        nearlyAsBusy().ifPresent(sentences::add);
        symptom().ifPresent(sentences::add);
        return sentences;
    }

    /** What follows from it, and what is not known: often the same for several ways. */
    List<String> inGeneral() {
        return Stream.concat(consequence().stream(), missing().stream()).toList();
    }

    /** Sentences that hold for several ways, each said once, with the ways that it holds for if not all are meant. */
    static List<String> inGeneral(List<Wording> wordings) {
        var ways = new LinkedHashMap<String, List<String>>();
        for (var wording : wordings) {
            for (var sentence : wording.inGeneral()) {
                ways.computeIfAbsent(sentence, s -> new ArrayList<>()).add(way(wording.heavy.kind()));
            }
        }
        return ways.entrySet().stream()
                .map(entry -> of(entry.getValue(), wordings.size()) + entry.getKey())
                .toList();
    }

    private static String of(List<String> ways, int all) {
        if (all == 1) {
            return "";
        }
        return (ways.size() == all ? "All of these" : String.join(", ", ways)) + ": ";
    }

    private String howMuchSlower() {
        var compared = Stream.of(Arm.CONTROL, Arm.LIGHT)
                .flatMap(arm -> other(arm).stream())
                .map(g -> times(heavy.messageMs() / g.messageMs()) + " "
                        + g.kind().arm().label() + " (" + ms(g.messageMs()) + ")")
                .collect(Collectors.joining(" and "));
        long bytes = heavy.middle().setup().payloadBytes();
        return way(heavy.kind()) + ": heavy takes " + ms(heavy.messageMs()) + " a message"
                + (bytes < 0 ? "" : " of " + Numbers.bytes(bytes))
                + (compared.isEmpty() ? "." : ", " + compared + ".");
    }

    private Optional<Group> other(Arm arm) {
        return groups.stream()
                .filter(g -> g.kind().equals(heavy.kind().with(arm)))
                .findFirst();
    }

    private static String times(double ratio) {
        return Numbers.digits(ratio) + " times";
    }

    private String limit() {
        var limit = finding.limit();
        return switch (limit) {
            case UNKNOWN -> "What limits it cannot be said: too little was recorded.";
            case NONE ->
                "No single resource limits it: none is busy for more than " + whole(Verdict.REACH)
                        + " of the time (" + list(idle()) + "). The rest is handing over from the "
                        + "worker to the parent: waking up, being scheduled, waiting for each other.";
            default -> {
                var named = finding.candidate(limit);
                var others = finding.candidates().stream()
                        .filter(c -> c.resource() != limit && c.known())
                        .toList();
                yield "What limits it is " + limit.label() + ": busy for "
                        + ms(share(named) * finding.messageMs()) + " of the " + ms(finding.messageMs())
                        + " that a message takes"
                        + (heavy.runs().size() % 2 == 0 ? " in one of the two middle repeats" : "")
                        + " (" + whole(share(named)) + ")"
                        + (others.isEmpty() ? "." : "; beside it " + list(others) + ".");
            }
        };
    }

    /** Without the memory where it looks busy: its share is an upper bound, and on its own no reason to name it. */
    private List<Candidate> idle() {
        return finding.candidates().stream()
                .filter(candidate -> candidate.utilisation() < Verdict.REACH)
                .toList();
    }

    private static String list(List<Candidate> candidates) {
        return candidates.stream()
                .filter(Candidate::known)
                .map(c -> c.resource().label() + " " + whole(share(c)))
                .collect(Collectors.joining(", "));
    }

    /** Of the processors no more than all: what a process used after its last message is counted, too. */
    private static double share(Candidate candidate) {
        return candidate.resource() == Limit.PROCESSORS
                ? Math.min(1, candidate.utilisation())
                : candidate.utilisation();
    }

    /** Says so if another resource is within a few percent: then the one that is named is not the only limit. */
    private Optional<String> nearlyAsBusy() {
        var near = near();
        return near.isEmpty()
                ? Optional.empty()
                : Optional.of("That is a close call: "
                        + near.stream().map(Limit::label).collect(Collectors.joining(" and "))
                        + (near.size() > 1 || near.getFirst().plural() ? " are" : " is")
                        + " as busy within " + whole(Verdict.NEAR)
                        + (finding.limit() == Limit.PROCESSORS && near.contains(Limit.READER)
                                ? " (the reader, too, waits for a processor)"
                                : "")
                        + ", so relieving one of them alone would gain little.");
    }

    private List<Limit> near() {
        double named = finding.candidate(finding.limit()).utilisation();
        return finding.candidates().stream()
                .filter(c -> c.resource() != finding.limit() && c.known())
                .filter(c -> Math.abs(c.utilisation() - named) <= Verdict.NEAR)
                .map(Candidate::resource)
                .toList();
    }

    private Optional<String> consequence() {
        return switch (finding.limit()) {
            case READER ->
                Optional.of("More workers or cores" + (near().isEmpty() ? "" : " alone")
                        + " would not help: every message passes the one reader. " + lessForTheReader());
            case WRITE_LOCK ->
                Optional.of("More workers or cores would not help: they would wait longer for their turn. "
                        + "A channel of its own for each worker would.");
            case WORKERS ->
                Optional.of((busy().isDisturbed()
                                ? "More workers would not help while other programs use the processors."
                                : "More workers would help, as long as there are cores for what they compute.")
                        + " Less work before a message is handed over would; most of it is \""
                        + mostOfTheirWork().label() + "\".");
            case PROCESSORS ->
                Optional.of("More workers would not help: they would share the same "
                        + (machine.cores() == 1 ? "core" : machine.cores() + " cores")
                        + ". More cores would, or less work for each message.");
            case MEMORY ->
                Optional.of("More workers or cores would not help: all of them share one memory. "
                        + "Fewer bytes would, or fewer copies of them.");
            case NONE -> Optional.of("More workers or cores may help a little; fewer hand-overs would help more.");
            case UNKNOWN -> Optional.empty();
        };
    }

    private String lessForTheReader() {
        return switch (busy().mostOfReading()) {
            case DECODE -> "Less to decode for each would, for instance another codec, or a route that does not copy.";
            case CONSUME -> "Less to check of each would.";
            default -> "Less to read and decode for each would, for instance a route that does not copy.";
        };
    }

    private Phase mostOfTheirWork() {
        return Collections.max(busy().workMs().entrySet(), Map.Entry.comparingByValue())
                .getKey();
    }

    /** The wait that stands out, which a reader would take for the cause. */
    private Optional<String> symptom() {
        if (finding.limit() == Limit.UNKNOWN) {
            return Optional.empty();
        }
        double life = heavy.lifeMs();
        return heavy.phaseMeanMs().entrySet().stream()
                .filter(entry -> entry.getKey().isWait() && entry.getValue() / life >= WORTH_NAMING)
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .map(entry -> "A message spends " + whole(entry.getValue() / life) + " of its life in \""
                        + entry.getKey().label() + "\" (" + where(entry.getKey())
                        + "): that is where messages queue up, a symptom and not the cause.");
    }

    private static String where(Phase phase) {
        return switch (phase) {
            case WAIT_FOR_SPACE -> "the channel is full";
            case BUFFERED -> "the worker's feeder has not come to it yet";
            case WAIT_FOR_TURN -> "another worker is writing";
            case IN_FLIGHT -> "the parent is busy with earlier messages";
            case WAIT -> "the parent has yet to notice it";
            default -> throw new AssertionError("not a wait: " + phase);
        };
    }

    private BusyTimes busy() {
        return new BusyTimes(heavy.middle(), machine);
    }

    private List<String> missing() {
        var missing = new ArrayList<String>();
        if (busy().isDisturbed()) {
            missing.add("Other programs used the processors, too: what ran here was ready for "
                    + Numbers.digits(busy().readyProcessors()) + " of " + machine.cores() + " and had "
                    + Numbers.digits(busy().usedProcessors()) + ". Measure again on a quiet machine.");
        }
        var absent = Stream.of(Arm.CONTROL, Arm.LIGHT)
                .filter(arm -> other(arm).isEmpty())
                .map(arm -> "no " + arm.label())
                .toList();
        if (!absent.isEmpty()) {
            missing.add("There is " + String.join(" and ", absent) + " run to compare with.");
        }
        if (!heavy.hasLedger()) {
            missing.add("These runs have no ledger, so how busy the reader is cannot be known.");
        }
        if (!finding.candidate(Limit.PROCESSORS).known()) {
            missing.add("No processor times were recorded, so how busy the processors are cannot be known.");
        }
        if (!finding.candidate(Limit.MEMORY).known()) {
            missing.add(
                    heavy.middle().setup().payloadBytes() > 0 && Double.isNaN(MemoryModel.copies(heavy.middle()))
                            ? "How often a payload is copied is not known, so the memory was not judged."
                            : "The speed of the memory or the size of the payload is not known, so the memory was "
                                    + "not judged.");
        }
        return missing;
    }

    /** Two runs of six messages may say the opposite of each other. */
    static Optional<String> fewMessages(List<Group> heavy) {
        return heavy.stream()
                .map(group -> group.runs().stream().mapToLong(Run::received).sum())
                .min(Comparator.naturalOrder())
                .filter(least -> least < ENOUGH)
                .map(
                        least -> "Few messages were measured (" + least
                                + " of a way): another run may say something else. Take more, or repeats, before you rely on it.");
    }

    static String nothingHeavy(int runs) {
        return runs == 0
                ? "There are no runs to explain."
                : "There is no heavy run with a warm start and with every message"
                        + (runs == 1 ? "" : " among the " + runs + " runs")
                        + ", so what handing over costs cannot be said. Run the heavy arm, and control beside it.";
    }

    static String brokenOff(Run run) {
        var setup = run.setup();
        return String.format(
                Locale.ROOT,
                "The %s run over %s (%s) %s after %,d of %,d messages; it takes no part in this.",
                setup.arm().label(),
                setup.route(),
                setup.language(),
                run.outcome() == Run.Outcome.INTERRUPTED ? "was interrupted" : "failed",
                run.received(),
                setup.total());
    }

    static String recovered(Run run) {
        var setup = run.setup();
        return String.format(
                Locale.ROOT,
                "The %s run over %s (%s) recovered, %,d messages lost (%s); it takes no part in this.",
                setup.arm().label(),
                setup.route(),
                setup.language(),
                setup.total() - run.received(),
                run.deaths().stream().map(Death::text).collect(Collectors.joining("; ")));
    }

    /** How the ways of one language compare: the slowest against the fastest. */
    static List<String> ways(List<Group> heavy) {
        return heavy.stream()
                .map(group -> group.kind().language())
                .distinct()
                .map(language -> heavy.stream()
                        .filter(group -> group.kind().language().equals(language))
                        .sorted(Comparator.comparingDouble(Group::messageMs))
                        .toList())
                .filter(ways -> ways.size() > 1)
                .map(ways -> against(ways.getLast(), ways.getFirst()))
                .toList();
    }

    private static String against(Group slowest, Group fastest) {
        var ratio = Standing.Ratio.of(slowest, fastest);
        var interval = ratio.interval();
        return "The same payload takes "
                + capital(slowest.kind().language()) + " " + times(ratio.value()) + " as long"
                + (interval.known()
                        ? " (95 %: " + Numbers.digits(interval.low()) + " to " + Numbers.digits(interval.high()) + ")"
                        : "")
                + " " + over(slowest.kind()) + " as " + over(fastest.kind())
                + (ratio.verdict().equals(Standing.EQUAL) ? ", which may be chance." : ".");
    }

    private static String way(Kind kind) {
        return capital(kind.language()) + " " + over(kind);
    }

    private static String over(Kind kind) {
        return "over " + kind.route() + " (" + kind.codec() + ")";
    }

    private static String capital(String language) {
        return language.isEmpty() ? "" : language.substring(0, 1).toUpperCase(Locale.ROOT) + language.substring(1);
    }

    private static String ms(double ms) {
        return Numbers.digits(ms) + " ms";
    }

    private static String whole(double share) {
        return Math.round(share * 100) + " %";
    }
}
