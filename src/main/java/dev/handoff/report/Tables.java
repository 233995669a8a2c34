package dev.handoff.report;

import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * The tables of an experiment. A table's name is its caption; every column's name carries its unit; MB are 10⁶ bytes.
 * Columns keep all digits and show three. A value that cannot be known is missing, never 0. Immutable; each call makes
 * a new table.
 *
 * @param runs the runs of an experiment, in any order
 */
public record Tables(List<Run> runs) {
    private static final double NS_IN_MS = 1e6;
    private static final double BYTES_IN_MB = 1e6;

    /** Copies the list. */
    public Tables {
        runs = List.copyOf(runs);
    }

    /**
     * One row for each kind of run, over its repeats: the median of the seconds, the milliseconds a message with a
     * bootstrap interval, how many times the light and the control arm of the same way of travelling that is, the
     * payload bytes sent per second (heavy only), the share of a message's life in which nothing worked on it, and the
     * largest private memory of a worker and of the parent; a process keeps what it took for earlier runs of its session,
     * and that counts. Runs from cold and
     * runs that were broken off have rows of their own and no ratios; of the latter, the messages that came are counted.
     *
     * @return language, route, codec, arm, start, repeats, messages, seconds, ms a message, low (ms), high (ms),
     *     × light, × control, MB/s, waiting (%), peak of a worker (MB), peak of the parent (MB)
     */
    public Table summary() {
        return SummaryTable.of(Group.of(runs));
    }

    /**
     * Where a message's life goes: one row for each phase of each kind of run, in the order of the life. The means of one
     * kind add up to its mean life and the shares to 100 %. The overlap is the time in which the parent was already busy
     * with the message: it is counted in the worker's phase it stands beside, and in no phase of the parent. Runs from
     * cold and runs without a ledger have no rows.
     *
     * @return language, route, codec, arm, phase, side (worker or parent), doing (work or wait), mean (ms), share (%),
     *     overlap (ms)
     */
    public Table breakdown() {
        return BreakdownTable.of(Group.warm(runs));
    }

    /**
     * Every way that carries the payload, Java and Python, the fastest first: what a heavy message takes, with a 95 %
     * bootstrap interval, and how many times its own control arm and the fastest way that is, with intervals as well.
     * Ways of which × best may be 1, because its interval holds that, are called equal to the best; where samples are too
     * few, nothing is said.
     * The twin is the same route in the other language: Java serialization is set against pickle, and bytes as they lie
     * against bytes as they lie; where there is only a pair that changes the codec too, it says so. Runs from cold take
     * no part.
     *
     * @return language, route, codec, ms a message, low (ms), high (ms), × control, low, high, × best, low, high, verdict
     *     (best, equal to the best, slower, or nothing), twin, × twin
     */
    public Table compare() {
        return ComparisonTable.of(Group.warm(runs));
    }

    /**
     * How often a payload is copied: the bytes that the processes moved, over the bytes of all payloads, as medians over
     * the repeats; on the sender's and on the receiver's side, in user space and by the system. Headers count, and so does
     * what a codec makes longer than the payload; what a codec copies inside itself does not. The arms that send no
     * payload show what else is moved. Runs from cold have no rows.
     *
     * @return language, route, codec, arm, payload (MB), messages, sender: user space, sender: system, receiver: system,
     *     receiver: user space, together
     */
    public Table copies() {
        return CopiesTable.of(Group.warm(runs));
    }

    /**
     * Every message of every run that had a ledger, in the order of arrival. Until the worker has finished, time is the
     * worker's: what the parent did before is the overlap, and in no phase of the parent.
     *
     * @return language, route, codec, arm, start, repeat, worker, sequence, began (ms after the first worker), each phase
     *     in ms, overlap (ms), life (ms)
     */
    public Table messages() {
        var rows = runs.stream().flatMap(Tables::messageRows).toList();
        var columns = new Columns<>(rows)
                .kind(row -> Kind.of(row.run))
                .start(row -> Kind.of(row.run))
                .count("repeat", row -> row.run.setup().repeat())
                .count("worker", row -> row.message.worker())
                .count("sequence", row -> row.message.sequence())
                .number("began (ms)", row -> (row.message.startNs() - row.originNs) / NS_IN_MS);
        for (var phase : Phase.values()) {
            columns.number(phase.label() + " (ms)", row -> row.message.phaseNs(phase) / NS_IN_MS);
        }
        return columns.number("overlap (ms)", row -> row.message.overlapNs() / NS_IN_MS)
                .number("life (ms)", row -> row.message.lifeNs() / NS_IN_MS)
                .table("Every message's life, phase by phase; until the worker has finished, time is the worker's:"
                        + " what the parent had read, decoded and consumed by then is the overlap");
    }

    private record MessageRow(Run run, Message message, long originNs) {}

    private static Stream<MessageRow> messageRows(Run run) {
        long origin = run.log().stream().mapToLong(Message::startNs).min().orElse(0);
        return run.log().stream().map(message -> new MessageRow(run, message, origin));
    }

    /**
     * What each process used during the measured part of each run.
     *
     * @return language, route, codec, arm, start, repeat, process, processor (s), processor (% of one core), voluntary
     *     switches, involuntary switches, collector pauses (ms), allocated (MB), peak private memory (MB)
     */
    public Table workers() {
        record Row(Run run, ProcessUse use) {}
        var rows = runs.stream()
                .flatMap(run -> run.processes().stream().map(use -> new Row(run, use)))
                .toList();
        return new Columns<>(rows)
                .kind(row -> Kind.of(row.run))
                .start(row -> Kind.of(row.run))
                .count("repeat", row -> row.run.setup().repeat())
                .text("process", row -> process(row.use.worker()))
                .number("processor (s)", row -> row.use.cpuSeconds())
                .percent(
                        "processor (% of one core)",
                        row -> row.use.cpuSeconds() / row.run.timing().seconds())
                .count("voluntary switches", row -> row.use.voluntarySwitches())
                .count("involuntary switches", row -> row.use.involuntarySwitches())
                .number("collector pauses (ms)", row -> row.use.gcPauseSeconds() * 1e3)
                .number("allocated (MB)", row -> row.use.allocatedBytes() / BYTES_IN_MB)
                .number("peak private memory (MB)", row -> positive(row.use.peakPrivateBytes()) / BYTES_IN_MB)
                .table("What each process used");
    }

    /** A process has some memory: 0 means that no sample was taken in time. */
    private static double positive(long bytes) {
        return bytes > 0 ? bytes : Double.NaN;
    }

    /**
     * What the threads were doing: the shares of the samples of each thread in each run.
     *
     * @return language, route, codec, arm, start, repeat, process, thread (computing, feeding or receiving), samples,
     *     R running (%), S sleeping (%), D blocked (%), other (%)
     */
    public Table states() {
        var rows = runs.stream().flatMap(Tables::threads).toList();
        return new Columns<>(rows)
                .kind(row -> Kind.of(row.run))
                .start(row -> Kind.of(row.run))
                .count("repeat", row -> row.run.setup().repeat())
                .text("process", row -> process(row.worker))
                .text("thread", row -> row.role.label())
                .count("samples", row -> row.samples.size())
                .percent("R running (%)", row -> row.share(state -> state == 'R'))
                .percent("S sleeping (%)", row -> row.share(state -> state == 'S'))
                .percent("D blocked (%)", row -> row.share(state -> state == 'D'))
                .percent("other (%)", row -> row.share(state -> "RSD".indexOf(state) < 0))
                .table("What the threads were doing: R running or ready to run, S sleeping, D blocked");
    }

    private record Sampled(Run run, int worker, StateSample.Role role, List<StateSample> samples) {
        double share(IntPredicate states) {
            return (double) samples.stream().filter(s -> states.test(s.state())).count() / samples.size();
        }
    }

    private static Stream<Sampled> threads(Run run) {
        record Key(int worker, StateSample.Role role) {}
        return run.states().stream()
                .collect(Collectors.groupingBy(sample -> new Key(sample.worker(), sample.role())))
                .entrySet()
                .stream()
                .map(entry -> new Sampled(run, entry.getKey().worker, entry.getKey().role, entry.getValue()))
                .sorted(Comparator.comparingInt(Sampled::worker).thenComparing(Sampled::role));
    }

    private static String process(int worker) {
        return worker == ProcessUse.PARENT ? "parent" : "worker " + worker;
    }
}
