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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** What takes most of that time: to read, to decode or to consume. */
    Phase mostOfReading() {
        var reading = Map.of(
                Phase.READ, mean(m -> m.decodeFromNs() - m.readFromNs()),
                Phase.DECODE, mean(m -> m.consumeFromNs() - m.decodeFromNs()),
                Phase.CONSUME, mean(m -> m.doneNs() - m.consumeFromNs()));
        return Collections.max(reading.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /**
     * The time a worker holds the lock, without the time in which the parent decodes or consumes a message: then the
     * pipe is full and the writer only waits for the reader, whose time that is.
     */
    private double writeLockMs() {
        return writing(new ReaderBusy(run.log(), Message::decodeFromNs));
    }

    /**
     * The work of the workers, shared by all of them. By the clock on the wall, so nothing can be said of workers that may have
     * waited for a processor: where there are more of them than processors, and those are busy.
     */
    private double workersMs() {
        int workers = run.setup().workers();
        return workers > machine.cores() && processorsMs() / messageMs() >= Verdict.REACH
                ? Double.NaN
                : sum(workMs()) / workers;
    }

    /**
     * What keeps a worker busy with a message, phase by phase: inputs, computation, payload, encoding, and writing as far as it
     * does not wait for the reader. A feeder encodes and writes in a thread of its own, at the same time: there it is that side
     * which takes longer.
     */
    Map<Phase, Double> workMs() {
        var making = Stream.of(Phase.INPUTS, Phase.COMPUTE, Phase.PRODUCE)
                .collect(Collectors.toMap(phase -> phase, phase -> mean(m -> m.phaseNs(phase))));
        var sending = Map.of(Phase.ENCODE, mean(m -> m.phaseNs(Phase.ENCODE)), Phase.WRITE, writingMs());
        if (run.log().stream().anyMatch(message -> message.phaseNs(Phase.BUFFERED) > 0)) {
            return sum(making) >= sum(sending) ? making : sending;
        }
        making.putAll(sending);
        return making;
    }

    private static double sum(Map<Phase, Double> phases) {
        return phases.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** A worker that writes while the parent is busy may be waiting for it; behind a lock, writing is the lock's time. */
    private double writingMs() {
        return hasWriteLock() ? 0 : writing(new ReaderBusy(run.log(), Message::readFromNs));
    }

    /** The mean time in which a worker writes and the reader does not do what is given. */
    private double writing(ReaderBusy reader) {
        return mean(message -> {
            long write = message.phaseNs(Phase.WRITE);
            return write - reader.busyNs(message.publishedNs() - write, message.publishedNs());
        });
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

    /** The times from one moment of each message on in which the parent is busy with it. One thread, so they never overlap. */
    private static final class ReaderBusy {
        private final long[] from;
        private final long[] to;
        private final long[] before;

        ReaderBusy(List<Message> log, ToLongFunction<Message> since) {
            var sorted = log.stream().sorted(Comparator.comparingLong(since)).toList();
            from = sorted.stream().mapToLong(since).toArray();
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
