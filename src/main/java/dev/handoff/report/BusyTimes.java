package dev.handoff.report;

import dev.handoff.spi.Machine;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How long each resource is busy with one message of a run, in milliseconds; NaN where the run does not tell. */
record BusyTimes(Run run, Machine machine) {
    private static final double NS_IN_MS = 1e6;
    /** Of each thread. */
    private static final int ENOUGH_LOOKS = 5;
    /** What a run uses of the processors that it is ready for; the rest is what being put to sleep and woken takes. */
    private static final double UNDISTURBED = 0.75;

    double messageMs() {
        return Group.messageMs(run);
    }

    List<Candidate> candidates() {
        var candidates = new ArrayList<Candidate>();
        candidates.add(Candidate.of(Limit.READER, readerMs(), messageMs()));
        if (hasWriteLock()) {
            candidates.add(Candidate.of(Limit.WRITE_LOCK, writeLockMs(), messageMs()));
        }
        candidates.add(Candidate.of(Limit.WORKERS, workersMs(), messageMs()));
        candidates.add(Candidate.of(Limit.PROCESSORS, processorsMs(), messageMs()));
        candidates.add(Candidate.of(Limit.MEMORY, MemoryModel.busyMs(run, machine), messageMs()));
        return candidates;
    }

    /** Taking a lock, even a free one, takes time; a channel without a lock charges none. */
    private boolean hasWriteLock() {
        return run.log().stream().anyMatch(message -> message.phaseNs(Phase.WAIT_FOR_TURN) > 0);
    }

    /** Read, decode and consume, by the clock on the wall, with what overlaps the worker's writing. */
    double readerMs() {
        return mean(Message::readerBusyNs);
    }

    /**
     * The time a worker holds the lock, without the time in which the parent decodes or consumes a message: then the
     * pipe is full and the writer only waits for the reader, whose time that is.
     */
    private double writeLockMs() {
        var reader = new ReaderElsewhere(run.log());
        return mean(message -> {
            long write = message.phaseNs(Phase.WRITE);
            return write - reader.busyNs(message.publishedNs() - write, message.publishedNs());
        });
    }

    /**
     * Inputs, computation, payload and encoding, shared by all workers. By the clock on the wall, so nothing can be said of
     * workers that may have waited for a processor: where there are more of them than processors, and those are busy.
     */
    private double workersMs() {
        int workers = run.setup().workers();
        if (workers > machine.cores() && processorsMs() / messageMs() >= Verdict.REACH) {
            return Double.NaN;
        }
        // a feeder encodes in a thread of its own, at the same time
        boolean feeder = run.log().stream().anyMatch(message -> message.phaseNs(Phase.BUFFERED) > 0);
        double making = mean(m -> m.phaseNs(Phase.INPUTS) + m.phaseNs(Phase.COMPUTE) + m.phaseNs(Phase.PRODUCE));
        double encoding = mean(m -> m.phaseNs(Phase.ENCODE));
        return (feeder ? Math.max(making, encoding) : making + encoding) / workers;
    }

    /** Processor time of all processes, shared by all processors. */
    private double processorsMs() {
        return run.processes().isEmpty() || machine.cores() <= 0
                ? Double.NaN
                : run.processes().stream().mapToDouble(ProcessUse::cpuSeconds).sum()
                        * 1e3
                        / machine.cores()
                        / run.setup().total();
    }

    /**
     * How many processors the threads of this run would have used on average, had nobody else used any: each time that all were
     * looked at, as many as were ready to run, and no more than there are processors. NaN where that was too rarely.
     */
    double readyProcessors() {
        var threads =
                run.states().stream().collect(Collectors.groupingBy(sample -> List.of(sample.worker(), sample.role())));
        int looks = threads.values().stream().mapToInt(List::size).max().orElse(0);
        return looks < ENOUGH_LOOKS
                ? Double.NaN
                : IntStream.range(0, looks)
                        .mapToLong(look -> Math.min(machine.cores(), ready(threads.values(), look)))
                        .average()
                        .orElseThrow();
    }

    /** How many threads were ready to run when each was looked at for the n-th time. */
    private static long ready(Collection<List<StateSample>> threads, int look) {
        return threads.stream()
                .filter(samples -> look < samples.size() && samples.get(look).state() == 'R')
                .count();
    }

    /** How many processors all processes of this run used on average. */
    double usedProcessors() {
        return processorsMs() / messageMs() * machine.cores();
    }

    /** Whether others used a good part of the processors. */
    boolean isDisturbed() {
        return usedProcessors() < UNDISTURBED * readyProcessors();
    }

    /** The part of the reader's busy time that the parent spent on a processor. */
    double readerOnProcessor() {
        double cpuMs = run.processes().stream()
                .filter(use -> use.worker() == ProcessUse.PARENT)
                .mapToDouble(use -> use.cpuSeconds() * 1e3 / run.setup().total())
                .findFirst()
                .orElse(Double.NaN);
        return cpuMs / readerMs();
    }

    /** The part of all work, by the clock on the wall, that consists in making, copying and moving the payload. */
    double movingShare() {
        double moving = mean(m -> m.phaseNs(Phase.PRODUCE)
                + m.phaseNs(Phase.ENCODE)
                + m.phaseNs(Phase.WRITE)
                + (m.consumeFromNs() - m.readFromNs()));
        double rest = mean(
                m -> m.phaseNs(Phase.INPUTS) + m.phaseNs(Phase.COMPUTE) + (double) (m.doneNs() - m.consumeFromNs()));
        return moving / (moving + rest);
    }

    private double mean(ToDoubleFunction<Message> valueNs) {
        return run.log().stream().mapToDouble(valueNs).average().orElse(Double.NaN) / NS_IN_MS;
    }

    /** The times in which the parent does not read: it decodes or consumes. One thread, so they never overlap. */
    private static final class ReaderElsewhere {
        private final long[] from;
        private final long[] to;
        private final long[] before;

        ReaderElsewhere(List<Message> log) {
            var sorted = log.stream()
                    .sorted(Comparator.comparingLong(Message::decodeFromNs))
                    .toList();
            from = sorted.stream().mapToLong(Message::decodeFromNs).toArray();
            to = sorted.stream().mapToLong(Message::doneNs).toArray();
            before = new long[from.length + 1];
            for (int i = 0; i < from.length; i++) {
                before[i + 1] = before[i] + to[i] - from[i];
            }
        }

        long busyNs(long begin, long end) {
            return busyUntil(end) - busyUntil(begin);
        }

        private long busyUntil(long time) {
            int at = Arrays.binarySearch(from, time);
            int begun = at >= 0 ? at : -at - 1;
            return begun == 0 ? 0 : before[begun - 1] + Math.min(time, to[begun - 1]) - from[begun - 1];
        }
    }
}
