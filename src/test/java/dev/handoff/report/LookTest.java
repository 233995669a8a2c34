package dev.handoff.report;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LookTest {
    @Test
    void look() throws Exception {
        var dir = Files.createDirectories(Path.of("target/charts"));
        var runs = Sample.experiment(3);
        var c = new Charts(runs);
        Files.write(dir.resolve("totals.png"), Pictures.png(c.totals(), 1));
        Files.write(dir.resolve("breakdown.png"), Pictures.png(c.breakdown(), 1));
        Files.write(dir.resolve("work.png"), Pictures.png(c.work(), 1));
        Files.write(dir.resolve("waits.png"), Pictures.png(c.waits(), 1));
        Files.write(dir.resolve("states.png"), Pictures.png(c.states(), 1));
        Files.write(dir.resolve("drained.png"), Pictures.png(c.drained(), 1));
        Files.writeString(dir.resolve("breakdown.svg"), Pictures.svg(c.breakdown()));
        System.out.println(new Tables(runs).summary().print(50));
        System.out.println(new Tables(runs).breakdown().first(40).print(50));
        System.out.println(Explanation.of(runs, Sample.MACHINE));
    }
}
