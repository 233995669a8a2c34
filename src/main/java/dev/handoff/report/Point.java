package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * One way of travelling at one size of message.
 *
 * @param timed the run with a ledger, in which one message was under way at a time
 * @param streamed the run without a ledger, in which more of them were; null if there is none
 * @param sortedMs what each message took to be handed over, milliseconds, sorted
 */
record Point(Run timed, Run streamed, List<Double> sortedMs) {
    /** As many messages must have taken longer, before a percentile is worth giving. */
    private static final int BEYOND = 5;

    private static final IntPredicate PARENT = worker -> worker == ProcessUse.PARENT;

    /** The points of a sweep: way by way in the order of the runs, each from small to large. */
    static List<Point> of(List<Run> runs) {
        var ways = runs.stream().map(Kind::of).distinct().toList();
        return runs.stream()
                .filter(run -> !run.log().isEmpty())
                .map(run -> of(run, runs))
                .sorted(Comparator.comparingInt((Point point) -> ways.indexOf(point.kind()))
                        .thenComparingLong(Point::bytes))
                .toList();
    }

    private static Point of(Run timed, List<Run> runs) {
        var streamed = runs.stream()
                .filter(run -> run.log().isEmpty()
                        && Kind.of(run).equals(Kind.of(timed))
                        && run.setup().payloadBytes() == timed.setup().payloadBytes())
                .findFirst();
        var ms = timed.log().stream()
                .map(message -> handOverNs(message) / 1e6)
                .sorted()
                .toList();
        return new Point(timed, streamed.orElse(null), ms);
    }

    /**
     * From the moment at which the payload is made and there is space for it to the moment at which the parent has decoded
     * it. The phases of a worker are laid end to end up to its last stamp, and those after the payload is made come last.
     */
    static long handOverNs(Message message) {
        return message.consumeFromNs()
                - message.publishedNs()
                + Stream.of(Phase.BUFFERED, Phase.ENCODE, Phase.WAIT_FOR_TURN, Phase.WRITE)
                        .mapToLong(message::phaseNs)
                        .sum();
    }

    Kind kind() {
        return Kind.of(timed);
    }

    long bytes() {
        return timed.setup().payloadBytes();
    }

    int messages() {
        return sortedMs.size();
    }

    double medianMs() {
        return Bootstrap.median(
                sortedMs.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** What this share of the messages does not exceed; NaN where fewer than five do. */
    double percentileMs(double share) {
        return messages() * (1 - share) < BEYOND - 1e-9
                ? Double.NaN
                : sortedMs.get((int) Math.ceil(share * messages()) - 1);
    }

    /**
     * A 95 % interval of the median, from the ranks of the messages: it takes no shape for granted, but that messages do not
     * depend on one another. With fewer than six there is none.
     */
    Interval median95() {
        int rank = (int) Math.floor((messages() - 1.96 * Math.sqrt(messages())) / 2);
        int low = Math.max(0, rank - 1);
        return messages() < 6 ? Interval.UNKNOWN : new Interval(sortedMs.get(low), sortedMs.get(messages() - 1 - low));
    }

    /** Whether the messages took less time than another way's of the same size, and not by chance. */
    boolean fasterThan(Point other) {
        return median95().high() < other.median95().low();
    }

    double megabytesPerSecond() {
        return messagesPerSecond() * bytes() / Group.BYTES_IN_MB;
    }

    double messagesPerSecond() {
        return streamed == null
                ? Double.NaN
                : streamed.setup().total() / streamed.timing().seconds();
    }

    /** How many messages could be under way while the throughput was measured; 1 where it was not. */
    int underWay() {
        return streamed == null ? 1 : streamed.setup().capacity();
    }

    double copiedInUserSpace() {
        return Group.copies(timed, worker -> true, ProcessUse.Moved::copiedBytes);
    }

    double copiedBySystem() {
        return Group.copies(timed, worker -> true, ProcessUse.Moved::kernelBytes);
    }

    /** Kilobytes on the heap for each message; NaN where not known. */
    double allocatedBySender() {
        return allocated(PARENT.negate());
    }

    double allocatedByReceiver() {
        return allocated(PARENT);
    }

    private double allocated(IntPredicate worker) {
        var chosen = timed.processes().stream()
                .filter(use -> worker.test(use.worker()))
                .toList();
        return chosen.isEmpty()
                ? Double.NaN
                : chosen.stream().mapToDouble(ProcessUse::allocatedBytes).sum() / 1e3 / messages();
    }

    /** The point of the same size among those of another way. */
    Optional<Point> sameSize(List<Point> others) {
        return others.stream().filter(other -> other.bytes() == bytes()).findFirst();
    }
}
