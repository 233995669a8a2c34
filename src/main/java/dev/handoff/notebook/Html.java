package dev.handoff.notebook;

/** What HTML needs. */
final class Html {
    /** A grey that is seen on light and on dark. */
    static final String LINE = "rgba(128,128,128,.4)";

    private Html() {}

    /** A line of a terminal, whose parts two spaces separate; a page would show one. */
    static String line(String text) {
        return escape(text).replace("  ", " · ");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
