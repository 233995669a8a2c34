package dev.handoff.bench;

import dev.handoff.Codecs;
import dev.handoff.Payloads;
import dev.handoff.channel.Scratch;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Payload;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a codec takes, without a channel: a list of a thousand records, and a block of a mebibyte. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class CodecBenchmark {
    static final String RECORDS = "records";
    static final String BLOCK = "block";

    /** The name of the codec. */
    @Param({"raw", "java", "json", "cbor", "smile", "kryo", "fory"})
    public String codec;

    /** What is encoded. */
    @Param({RECORDS, BLOCK})
    public String payload;

    private Arena arena;
    private Scratch scratch;
    private Codec told;
    private Object value;

    /** Makes the object, and encodes it once. */
    @Setup
    public void open() {
        arena = Arena.ofConfined();
        scratch = new Scratch();
        Payload<?> made = payload.equals(BLOCK) ? Payloads.random(1 << 17) : Payloads.records(1000);
        told = Codecs.named(codec).allowing(made.types());
        value = made.make(0, 0, arena);
        scratch.encode(told, value);
    }

    /**
     * Encodes into memory that is there.
     *
     * @return how many bytes
     */
    @Benchmark
    public long encode() {
        return scratch.encode(told, value);
    }

    /**
     * Decodes what was encoded.
     *
     * @return the copy; by the raw codec a view
     */
    @Benchmark
    public Object decode() {
        return scratch.decode(told);
    }

    /** Gives the memory back. */
    @TearDown
    public void close() {
        scratch.close();
        arena.close();
    }
}
