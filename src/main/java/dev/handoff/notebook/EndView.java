package dev.handoff.notebook;

import dev.handoff.report.Html;
import dev.handoff.report.Numbers;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Monitor.Progress;
import java.util.Collection;
import java.util.Locale;

/** What stays of the display when the experiment has ended. */
record EndView(Progress last, Collection<Progress> runs, boolean interrupted) implements Displayable {
    @Override
    public String text() {
        var now = last.now();
        // not by the number of the last run: a sweep skips those whose payload is too large for their route
        if (interrupted || now.received() < last.total()) {
            return (interrupted ? "interrupted: " : "ended: ") + last.run() + "  run " + last.number() + " of "
                    + last.runs()
                    + String.format(Locale.ROOT, "  %,d of %,d  %.1f s", now.received(), last.total(), now.seconds());
        }
        return String.format(
                Locale.ROOT,
                "%d of %s  %s  %.1f s measured",
                runs.size(),
                Numbers.count(last.runs(), "run"),
                Numbers.count(
                        runs.stream().mapToLong(run -> run.now().received()).sum(), "message"),
                runs.stream().mapToDouble(run -> run.now().seconds()).sum());
    }

    @Override
    public String html() {
        return "<div style=\"opacity:.7;font-variant-numeric:tabular-nums\">" + Html.line(text()) + "</div>";
    }
}
