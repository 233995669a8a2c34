package dev.handoff.notebook;

import dev.handoff.report.Html;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Monitor.Progress;
import java.util.Collection;
import java.util.Locale;

/** What stays of the display when the experiment has ended. */
record EndView(Progress last, Collection<Progress> runs) implements Displayable {
    @Override
    public String text() {
        boolean whole = last.number() == last.runs() && last.received() == last.total();
        if (!whole) {
            return "stopped: " + new ProgressView(last).text();
        }
        return String.format(
                Locale.ROOT,
                "%d of %d runs  %,d messages  %.1f s measured",
                last.number(),
                last.runs(),
                runs.stream().mapToLong(Progress::received).sum(),
                runs.stream().mapToDouble(Progress::seconds).sum());
    }

    @Override
    public String html() {
        return "<div style=\"opacity:.7;font-variant-numeric:tabular-nums\">" + Html.line(text()) + "</div>";
    }
}
