package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An experiment as it comes from a small machine: Java over queue and slots, Python over its queue with two codecs. */
final class Sample {
    static final Machine MACHINE =
            new Machine("Processor", 2, 16_000_000_000L, "Linux 6.1", 0.3, 11e9, 30e9, Map.of("jdk", "25"));

    private Sample() {}

    static List<Run> experiment(int repeats) {
        var runs = new ArrayList<Run>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (var arm : Arm.values()) {
                runs.add(queue("java", "java", arm, repeat, 26_000, 63_000));
                runs.add(slots(arm, repeat));
                runs.add(queue("python", "pickle-5", arm, repeat, 42_000, 58_000));
                runs.add(queue("python", "pickle-4", arm, repeat, 80_000, 66_000));
            }
        }
        return runs;
    }

    /** Sixteen workers on two cores: each takes eight times as long for its own part. */
    static Run queue(String language, String codec, Arm arm, int repeat, double encode, double transfer) {
        boolean heavy = arm == Arm.HEAVY;
        return Simulation.run(
                language,
                "queue",
                codec,
                arm,
                repeat,
                new Simulation.Steps(
                        19_000,
                        36_000,
                        arm == Arm.LIGHT ? 1 : 16_000,
                        heavy ? encode : 15,
                        heavy ? transfer : 20,
                        heavy ? 33_000 : 9));
    }

    static Run slots(Arm arm, int repeat) {
        return Simulation.run(
                "java",
                "slots",
                "raw",
                arm,
                repeat,
                new Simulation.Steps(19_000, 36_000, arm == Arm.LIGHT ? 1 : 16_000, 0, 0, 6));
    }
}
