package dev.handoff.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** What lies in one JVM and needs no other process: the codecs, and both ends of a ring. */
final class OneJvmTrial implements Trial {
    private static final String INTERVAL = " Means of JMH, with half of their 99.9 % interval.";

    @Override
    public String name() {
        return "one-jvm";
    }

    /** Without a target, so there is nothing to guard in a quick look. */
    @Override
    public Findings measure(Effort effort) {
        return effort == Effort.QUICK ? Findings.of(List.of()) : new Findings(List.of(), List.of(codecs(), ends()));
    }

    private static Exhibit codecs() {
        Collection<RunResult> results = new ArrayList<>();
        var benchmark = CodecBenchmark.class.getName();
        results.addAll(Jmh.run(Jmh.options(benchmark)
                .param("payload", CodecBenchmark.RECORDS)
                .param("codec", "java", "json", "cbor", "smile", "kryo", "fory")));
        results.addAll(Jmh.run(Jmh.options(benchmark).param("payload", CodecBenchmark.BLOCK)));
        return new Exhibit(
                "What a codec takes",
                "A list of 1,000 records, and a block of 1 MiB, into memory that is there and out of it. The raw codec moves"
                        + " blocks only, and lends the one that it reads." + INTERVAL,
                Jmh.table(results, List.of("payload", "codec"), "What a codec takes"));
    }

    private static Exhibit ends() {
        return new Exhibit(
                "What each end of a ring takes",
                "A message of 64 bytes by the raw codec; both ends in one thread, a thousand in, a thousand out. No cache line"
                        + " travels, and nobody waits: what is left is the code. *Lend* is the part of receiving that has nothing to do"
                        + " with a ring: memory is lent, a tensor made of it and read from, and the loan ends. As long as each"
                        + " message ends its own view, no rate can be above one in that time."
                        + INTERVAL,
                Jmh.table(
                        Jmh.run(Jmh.options(EndsBenchmark.class.getName())),
                        List.of(),
                        "What each end of a ring takes"));
    }
}
