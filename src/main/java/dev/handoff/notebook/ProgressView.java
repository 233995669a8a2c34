package dev.handoff.notebook;

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
                now.total() == 0 ? 0 : 100 * now.received() / now.total(),
                now.received(),
                now.total(),
                time());
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
        return "<div style=\"font-variant-numeric:tabular-nums\">" + Html.line(text())
                + "<br><progress style=\"width:100%\" value=\"" + now.received() + "\" max=\"" + now.total()
                + "\"></progress></div>";
    }
}
