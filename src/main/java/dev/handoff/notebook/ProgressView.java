package dev.handoff.notebook;

import dev.handoff.report.Html;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Monitor.Progress;
import java.util.Locale;

/** The state of an experiment while it runs: a line and a bar. */
record ProgressView(Progress now) implements Displayable {
    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s  run %d of %d  %d %%  %,d of %,d  %s",
                now.run(),
                now.number(),
                now.runs(),
                percent(),
                now.received(),
                now.total(),
                time());
    }

    private long percent() {
        return now.total() == 0 ? 0 : 100 * now.received() / now.total();
    }

    /** Of this run; what is left is known once messages arrive. */
    private String time() {
        var passed = String.format(Locale.ROOT, "%.1f s", now.seconds());
        if (now.received() == 0 || now.received() == now.total()) {
            return passed;
        }
        double left = now.seconds() * (now.total() - now.received()) / now.received();
        return passed + String.format(Locale.ROOT, ", %.0f s left", left);
    }

    @Override
    public String html() {
        // the bar has the colour of the text, to be seen on light and on dark
        return """
            <div style="font-variant-numeric:tabular-nums">%s\
            <div style="max-width:40em;height:.4em;background:%s">\
            <div style="width:%d%%;height:100%%;background:currentColor;opacity:.6"></div></div></div>""".formatted(Html.line(text()), Html.LINE, percent());
    }
}
