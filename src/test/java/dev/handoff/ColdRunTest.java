package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.chaos.Residue;
import dev.handoff.engine.Jvm;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run from cold, in a program of its own: everything that a reader's program may leave behind is looked for. */
@Timeout(120)
class ColdRunTest {
    private static final boolean WITH_PYTHON = System.getenv("HANDOFF_PYTHON") != null;

    @TempDir
    private Path temporary;

    @Test
    void aRunFromColdLeavesNothingOutAndNothingBehind() throws IOException {
        var process = Jvm.command(List.of("-Djava.io.tmpdir=" + temporary), Everything.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var said = process.getInputStream()) {
            var expected = "false java HEAVY 4\n";
            var cold = "true java HEAVY 4\n";
            var python = "false python HEAVY 4\n";
            assertThat(new String(said.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            WITH_PYTHON
                                    ? expected + python + python + cold + "true python HEAVY 4\n"
                                    : expected + cold);
            assertThat(process.onExit().join().exitValue()).isZero();
        } finally {
            process.destroyForcibly().onExit().join();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /** Does everything that Handoff can do, at a small size. */
    static final class Everything {
        private Everything() {}

        public static void main(String[] arguments) {
            var before = Residue.now();
            var experiment = Experiment.of(Workload.dot(500).sending(Payloads.zeros(100, 100)))
                    .workers(2)
                    .messages(2)
                    .arms(Arm.HEAVY)
                    .via(Route.slots())
                    .python(WITH_PYTHON)
                    .cold(true);
            try (var session = Session.open()) {
                session.run(experiment).runs().forEach(Everything::print);
            }
            if (!Residue.now().equals(before)) {
                System.out.println("left behind: " + Residue.now() + " instead of " + before);
            }
        }

        private static void print(Run run) {
            var setup = run.setup();
            System.out.println(setup.cold() + " " + setup.language() + " " + setup.arm() + " " + run.verified());
        }
    }
}
