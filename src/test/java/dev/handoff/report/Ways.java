package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** As many ways to travel as a reader may ever put on one chart, played and by hand. */
final class Ways {
    private record Way(String language, String route, String codec, double fixedMs, double copies) {}

    private static final List<Way> ALL = List.of(
            new Way("java", "queue", "java", 0.09, 9),
            new Way("java", "slots", "raw", 0.03, 0),
            new Way("java", "queue", "json", 0.12, 300),
            new Way("java", "queue", "cbor", 0.11, 60),
            new Way("java", "queue", "kryo", 0.1, 10),
            new Way("java", "queue", "raw", 0.08, 5),
            new Way("java", "pipes", "raw", 0.05, 4),
            new Way("java", "unix-socket", "raw", 0.05, 3.3),
            new Way("java", "tcp", "raw", 0.07, 4.4),
            new Way("java", "files", "raw", 0.2, 3),
            new Way("java", "files-mapped", "raw", 0.25, 2.2),
            new Way("java", "ring", "raw", 0.02, 2),
            new Way("java", "threads", "raw", 0.01, 0),
            new Way("python", "queue", "pickle-5", 0.15, 14),
            new Way("python", "pipes", "send_bytes", 0.08, 6),
            new Way("python", "slots", "ndarray", 0.06, 0));

    private Ways() {}

    /** An experiment over all of them. */
    static List<Run> everywhere() {
        var runs = new ArrayList<Run>();
        for (var way : ALL) {
            for (var arm : Arm.values()) {
                double micros = arm == Arm.HEAVY ? 1000 * way.copies : 10;
                runs.add(Simulation.run(
                        new Run.Setup(way.language, way.route, way.codec, arm, 0, false, 4, 30, 8, "zeros", 54_000_000),
                        new Simulation.Steps(3_000, 8_000, 5_000, micros, micros, micros)));
            }
        }
        return runs;
    }

    /** A sweep over the first of them, from 64 bytes to 1 GiB. */
    static BySize bySize(int ways) {
        var runs = new ArrayList<Run>();
        var copyNs = new TreeMap<Long, Double>();
        for (long bytes = 64; bytes <= 1 << 30; bytes *= 4) {
            double copyMs = 5e-6 + bytes / 10e6;
            copyNs.put(bytes, copyMs * 1e6);
            for (var way : ALL.subList(0, ways)) {
                double ms = way.fixedMs + way.copies * copyMs;
                var hand = Hand.period(2 * ms)
                        .way(way.language, way.route, way.codec)
                        .payloadBytes(bytes)
                        .copied(way.copies)
                        .cpu(0.1, 0.1);
                runs.add(hand.phase(Phase.ENCODE, ms).run());
                runs.add(hand.noLedger().run());
            }
        }
        return new BySize(runs, copyNs);
    }
}
