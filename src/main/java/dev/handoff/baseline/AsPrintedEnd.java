package dev.handoff.baseline;

import dev.handoff.spi.Displayable;

/**
 * How the article's script, run as it was printed, came to its end.
 *
 * @param ending {@code exit code 1} or {@code killed after 20 s}
 * @param printed what it printed, standard error included
 * @param assertion the assertion that failed; empty if none did
 * @param explanation what happened, in a few sentences
 */
public record AsPrintedEnd(String ending, String printed, String assertion, String explanation) implements Displayable {
    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return ending + "\n\n" + printed.strip() + "\n\n" + explanation;
    }
}
