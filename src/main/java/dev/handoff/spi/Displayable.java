package dev.handoff.spi;

/**
 * A result that says itself in words: a notebook shows {@link #html}, a terminal prints {@link #text}. Tables and charts
 * need not be one; a notebook knows how to show them.
 */
public interface Displayable {
    /**
     * What a terminal prints.
     *
     * @return plain text, lines separated by {@code \n}, none at the end
     */
    String text();

    /**
     * What a notebook shows. Has no colours of its own, so that it can be read on light and on dark.
     *
     * @return an HTML fragment; unless overridden, the text with its lines kept
     */
    default String html() {
        var escaped = text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<div style=\"white-space:pre-line\">" + escaped + "</div>";
    }
}
