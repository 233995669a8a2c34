package dev.handoff.bench.peers;

import dev.handoff.bench.Effort;
import dev.handoff.bench.Trial;
import dev.handoff.report.Columns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What becomes of one message of 54 MB, and of one of 1 GiB, in each way with its settings as they are for small ones. */
public final class LimitsTrial implements Trial {
    private static final long HEAVY = 54_000_000;
    private static final long GIBIBYTE = 1L << 30;
    private static final long LIMIT_S = 30;

    private record Row(String title, String heavy, String gibibyte) {}

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public Findings measure(Effort effort) {
        List<Row> rows = new ArrayList<>();
        for (var peer : EnumSet.range(Peers.RING_FOR_LARGE, Peers.AGRONA)) {
            rows.add(new Row(
                    peer.peer().title(),
                    attempt(peer, HEAVY),
                    effort == Effort.FULL ? attempt(peer, GIBIBYTE) : "not tried in a quick look"));
        }
        var table = new Columns<>(rows)
                .text("way", Row::title)
                .text("54 MB", Row::heavy)
                .text("1 GiB", Row::gibibyte)
                .table("What each carries at most");
        return new Findings(
                List.of(),
                List.of(new Exhibit(
                        "What each carries at most",
                        "One message between two new JVMs, the first that they exchange, so that memory is taken on the way;"
                                + " where it was not carried, what was said. Chronicle Queue's limit is that of its blocks, 64 MiB unless told"
                                + " otherwise.",
                        table)));
    }

    private static String attempt(Peers peer, long bytes) {
        try (var pair = new Pair(peer)) {
            return CompletableFuture.supplyAsync(() -> pair.secondsOfLarge(bytes, 1))
                    .orTimeout(LIMIT_S, TimeUnit.SECONDS)
                    .thenApply(seconds -> String.format(Locale.ROOT, "%.0f ms", seconds * 1e3))
                    .exceptionally(LimitsTrial::said)
                    .join();
        }
    }

    private static String said(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "nothing within " + LIMIT_S + " s"
                : String.valueOf(cause.getMessage()).replaceFirst("^failed ", "");
    }
}
