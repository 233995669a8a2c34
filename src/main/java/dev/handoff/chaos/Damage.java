package dev.handoff.chaos;

import java.util.Locale;

/**
 * What a fault has done to a run.
 *
 * @param strike the fault, and in which phase it struck one of the workers
 * @param way how the messages travelled: {@code Java queue}, {@code Python queue} and so on
 * @param ending how it ended
 * @param received how many messages came; {@link #NOBODY_KNOWS} if the parent, which alone counts them, was killed
 * @param total how many were to come
 * @param told what the parent was told of it, in its own words; empty if nothing
 * @param seconds from the start to the end, the start of the workers included; of what hangs, until it was killed
 * @param left what was left behind, in words; empty if nothing
 */
public record Damage(
        Strike strike, String way, Ending ending, long received, long total, String told, double seconds, String left) {
    /** In place of a number of messages. */
    public static final long NOBODY_KNOWS = -1;

    /** How it ended. */
    public enum Ending {
        /** Every message came. */
        COMPLETE("complete"),
        /** The other workers finished, and the parent knows what was lost and why. */
        LISTED("loss listed"),
        /** The other workers finished, and the parent knows nothing but that something is missing. */
        UNSAID("loss not explained"),
        /** It ended with an error that says why. */
        REFUSED("ends, says why"),
        /** It never ended. */
        HANGS("hangs"),
        /** The parent was killed, and its workers ended with it. */
        WORKERS_END("workers end, too"),
        /** The parent was killed, and its workers live on. */
        WORKERS_LIVE_ON("workers live on");

        private final String label;

        Ending(String label) {
            this.label = label;
        }

        /**
         * The words that tables use.
         *
         * @return lower case
         */
        public String label() {
            return label;
        }
    }

    Damage leaving(String words) {
        return new Damage(strike, way, ending, received, total, told, seconds, words);
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%s, %s: %s after %.1f s%s%s%s",
                strike.text(),
                way,
                ending.label(),
                seconds,
                received == NOBODY_KNOWS ? "" : ", " + received + " of " + total + " messages",
                told.isEmpty() ? "" : "; told: " + told,
                left.isEmpty() ? "" : "; left behind: " + left);
    }
}
