package dev.handoff.bench;

import dev.handoff.ledger.Ledger;
import dev.handoff.ledger.Ledger.Stopwatches;
import dev.handoff.spi.Phase;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the ledger adds to a message: its start, a charge for each of the worker's eight phases, and its publication. May
 * be at most a microsecond. One reading of the clock is measured beside it, because ten of them are nearly all of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LedgerBenchmark {
    private static final int MESSAGES = 1_600;
    private static final int UNDER_WAY = 102;

    private Ledger ledger;
    private Stopwatches watches;
    private int sequence;

    /** Makes the ledger of a worker that sends as many messages as the article's sixteen. */
    @Setup
    public void open() {
        ledger = Ledger.create(1, MESSAGES);
        watches = ledger.stopwatches(0, UNDER_WAY);
    }

    /** A message's whole ledger. */
    @Benchmark
    public void message() {
        sequence = sequence + 1 == MESSAGES ? 0 : sequence + 1;
        var watch = watches.start(sequence);
        watch.charge(Phase.INPUTS);
        watch.charge(Phase.COMPUTE);
        watch.charge(Phase.PRODUCE);
        watch.charge(Phase.WAIT_FOR_SPACE);
        watch.charge(Phase.BUFFERED);
        watch.charge(Phase.ENCODE);
        watch.charge(Phase.WAIT_FOR_TURN);
        watch.charge(Phase.WRITE);
        watch.published();
    }

    /**
     * One reading of the clock.
     *
     * @return the time
     */
    @Benchmark
    public long clock() {
        return System.nanoTime();
    }

    /** Gives the ledger back. */
    @TearDown
    public void close() {
        ledger.close();
    }

    /**
     * Runs this benchmark.
     *
     * @param arguments none
     * @throws RunnerException if it cannot be run
     */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder().include(LedgerBenchmark.class.getName()).build()).run();
    }
}
