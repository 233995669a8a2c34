package dev.handoff.cli;

import dev.handoff.report.Live;
import dev.handoff.spi.Monitor;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for each run, on standard error, so that standard output can be piped. */
final class TerminalBar implements Monitor {
    private static final int UPDATE_MS = 100;

    private ProgressBar bar;
    private int number;

    private TerminalBar() {}

    /** A bar where somebody sits before a terminal, nothing elsewhere. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where nobody sits
    static Monitor open() {
        var console = System.console();
        return console != null && console.isTerminal() ? new TerminalBar() : Monitor.NONE;
    }

    @Override
    public void update(Progress progress) {
        if (progress.number() != number) {
            close();
            number = progress.number();
            bar = new ProgressBarBuilder()
                    .setTaskName("%d/%d %s".formatted(number, progress.runs(), progress.run()))
                    .setInitialMax(progress.total())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MS)
                    .build();
        }
        bar.maxHint(progress.total()); // the runs of one point of a sweep have different ones
        bar.stepTo(progress.now().received());
        bar.setExtraMessage(String.join(", ", new Live(progress).beside()));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
