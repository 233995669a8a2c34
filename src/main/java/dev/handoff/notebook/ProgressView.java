package dev.handoff.notebook;

import dev.handoff.report.Html;
import dev.handoff.report.Live;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Monitor.Progress;

/** The state of an experiment while it runs: a line and a bar. */
record ProgressView(Progress now) implements Displayable {
    private Live live() {
        return new Live(now);
    }

    @Override
    public String text() {
        return String.join("  ", live().words());
    }

    @Override
    public String html() {
        // the bar has the colour of the text, to be seen on light and on dark
        long percent = live().percent();
        return """
            <div style="font-variant-numeric:tabular-nums">%s\
            <div role="progressbar" aria-label="messages received" aria-valuemin="0" aria-valuemax="100" aria-valuenow="%d"\
             style="max-width:40em;height:.4em;background:%s">\
            <div style="width:%d%%;height:100%%;background:currentColor;opacity:.6"></div></div></div>""".formatted(Html.line(text()), percent, Html.LINE, percent);
    }
}
