package dev.handoff.spi;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One arm over one route, once: what was set up, how long it took, and what was recorded. The same for every language.
 *
 * @param setup what was run
 * @param timing how long it took
 * @param outcome how it ended
 * @param received how many messages the parent received
 * @param verified how many of them were checked and found whole
 * @param log every message's life, in the order of arrival; empty if the run had no ledger
 * @param states the samples of the threads' states; empty if none were taken
 * @param processes what each process used; the parent is worker {@link ProcessUse#PARENT}
 * @param deaths who died in a run that recovered, and what was lost; empty otherwise
 */
public record Run(
        Setup setup,
        Timing timing,
        Outcome outcome,
        long received,
        long verified,
        List<Message> log,
        List<StateSample> states,
        List<ProcessUse> processes,
        List<Death> deaths)
        implements Displayable {

    /**
     * How a run ended. One that was broken off has what was received until then: its times are those of the messages that
     * came, of its processes only the parent is known, and a message that its sender had not finished is not in the log.
     */
    public enum Outcome {
        /** Every message came. */
        COMPLETE,
        /** Workers died, the others went on; every message came that was sent whole. */
        RECOVERED,
        /** The reader interrupted it. */
        INTERRUPTED,
        /** Something failed. */
        FAILED;

        /**
         * The name that tables and files use.
         *
         * @return the name in lower case
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the lists. */
    public Run {
        log = List.copyOf(log);
        states = List.copyOf(states);
        processes = List.copyOf(processes);
        deaths = List.copyOf(deaths);
    }

    /**
     * A run that is complete.
     *
     * @param setup what was run
     * @param timing how long it took
     * @param received how many messages the parent received
     * @param verified how many of them were checked and found whole
     * @param log every message's life
     * @param states the samples of the threads' states
     * @param processes what each process used
     */
    public Run(
            Setup setup,
            Timing timing,
            long received,
            long verified,
            List<Message> log,
            List<StateSample> states,
            List<ProcessUse> processes) {
        this(setup, timing, Outcome.COMPLETE, received, verified, log, states, processes, List.of());
    }

    /**
     * Whether it ended before its time.
     *
     * @return true unless every message came, or every one that was sent whole
     */
    public boolean brokenOff() {
        return outcome == Outcome.INTERRUPTED || outcome == Outcome.FAILED;
    }

    /**
     * What was run.
     *
     * @param language {@code java} or {@code python}
     * @param route the name of the channel: the same for twins in two languages
     * @param codec the name of the codec
     * @param arm what happened to the payload
     * @param repeat the number of the repeat, from 0
     * @param cold whether the time runs from the start of the first process to the end of the last, with no warm-up and
     *     nothing excluded
     * @param workers how many workers
     * @param messages how many messages of each worker
     * @param capacity how many messages could be under way at once
     * @param payload the description of the payload
     * @param payloadBytes the size of the payload's data, −1 if not known; of a payload whose size {@linkplain
     *     Payload#varies varies}, what the codec wrote of those that arrived, as a mean, if they were sent at all
     */
    public record Setup(
            String language,
            String route,
            String codec,
            Arm arm,
            int repeat,
            boolean cold,
            int workers,
            int messages,
            int capacity,
            String payload,
            long payloadBytes) {

        /**
         * All messages of the run.
         *
         * @return workers × messages
         */
        public long total() {
            return (long) workers * messages;
        }
    }

    /**
     * How long it took. Of these only {@code seconds} is the measurement.
     *
     * @param seconds from the moment all workers start at once to the last message drained
     * @param startUpSeconds until all workers were there; 0 if the pool was warm
     * @param warmUpSeconds the warm-up messages, which are not counted
     */
    public record Timing(double seconds, double startUpSeconds, double warmUpSeconds) {}

    /**
     * The mean time of each phase.
     *
     * @return nanoseconds by phase, in the order of a message's life; empty without a ledger
     */
    public Map<Phase, Double> phaseMeanNs() {
        var means = new EnumMap<Phase, Double>(Phase.class);
        if (!log.isEmpty()) {
            for (var phase : Phase.values()) {
                means.put(
                        phase,
                        log.stream().mapToLong(m -> m.phaseNs(phase)).average().orElseThrow());
            }
        }
        return means;
    }

    /**
     * How the samples of the workers' computing threads share out.
     *
     * @return shares that add up to 1, by state (R, S, D, ...); empty without samples
     */
    public Map<Character, Double> stateShares() {
        var computing = states.stream()
                .filter(s -> s.role() == StateSample.Role.COMPUTING)
                .toList();
        var shares = new TreeMap<Character, Double>();
        for (var sample : computing) {
            shares.merge(sample.state(), 1.0 / computing.size(), Double::sum);
        }
        return shares;
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s over %s/%s (%s%s): %d workers × %,d messages, %,d received and verified, %.1f s, %s",
                setup.arm().label(),
                setup.route(),
                setup.codec(),
                setup.language(),
                setup.cold() ? ", from cold" : "",
                setup.workers(),
                setup.messages(),
                verified,
                timing.seconds(),
                outcome.label());
    }
}
