package dev.handoff.report;

/** What all HTML of ours shares. */
public final class Html {
    /** The colour of lines, CSS: a grey that is seen on light and on dark. */
    public static final String LINE = "rgba(128,128,128,.4)";

    private Html() {}

    /**
     * A line of a terminal, whose parts two spaces separate, for a page, which would show one.
     *
     * @param text the line
     * @return HTML
     */
    public static String line(String text) {
        return escape(text).replace("  ", " · ");
    }

    /**
     * Text as it stands.
     *
     * @param text any text
     * @return HTML that shows it
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
