package dev.handoff.report;

import dev.handoff.spi.Glimpse;
import dev.handoff.spi.Monitor.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The state of an experiment in words, the same on a terminal and in a notebook. What is not known is left out.
 *
 * @param progress the state
 */
public record Live(Progress progress) {
    /** A run in which no message came for so long is said to be silent, seconds. */
    private static final double SILENT = 2;

    /**
     * Which run, how much of it is done, and everything else.
     *
     * @return some words for each
     */
    public List<String> words() {
        var now = progress.now();
        var words = new ArrayList<String>();
        words.add(progress.run());
        words.add("run " + progress.number() + " of " + progress.runs());
        if (now.seconds() == 0) {
            words.add("starting");
        } else {
            words.add(percent() + " %");
            words.add(String.format(Locale.ROOT, "%,d of %,d", now.received(), progress.total()));
            words.addAll(beside());
            words.add(time());
        }
        return words;
    }

    /**
     * How much of the run is done.
     *
     * @return from 0 to 100
     */
    public long percent() {
        return progress.total() == 0 ? 0 : 100 * progress.now().received() / progress.total();
    }

    /**
     * The rate, what the workers are doing, how many messages are on their way, and where most time goes.
     *
     * @return some words for each that is known
     */
    public List<String> beside() {
        var now = progress.now();
        var words = new ArrayList<String>();
        if (isSilent()) {
            words.add(String.format(Locale.ROOT, "no message for %.0f s", now.silentSeconds()));
        } else if (now.received() > 0) {
            words.add(rate(now.rate()) + " a second");
        }
        if (!now.states().isEmpty()) {
            words.add("workers " + now.states() + " (" + counts(now.states()) + ")");
        }
        if (now.queued() >= 0) {
            words.add(String.format(Locale.ROOT, "%,d queued", now.queued()));
        }
        if (now.longest() != null && !isSilent()) { // it knows of messages that came, and not why none comes
            words.add("most time: " + now.longest().label());
        }
        return words;
    }

    private boolean isSilent() {
        var now = progress.now();
        return now.silentSeconds() >= SILENT && now.received() < progress.total();
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
    }

    /** For instance {@code 3 R, 13 S}. */
    private static String counts(String states) {
        return states
                .chars()
                .mapToObj(Character::toString)
                .filter(state -> state.charAt(0) != Glimpse.UNKNOWN)
                .collect(Collectors.groupingBy(state -> state, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Of this run; what is left is known once messages arrive. */
    private String time() {
        var now = progress.now();
        var passed = String.format(Locale.ROOT, "%.1f s", now.seconds());
        return now.received() == 0 || now.received() == progress.total() || isSilent()
                ? passed
                : passed + String.format(Locale.ROOT, ", %.0f s left", progress.secondsLeft());
    }
}
