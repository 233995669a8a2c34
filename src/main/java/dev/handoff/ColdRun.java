package dev.handoff;

import dev.handoff.engine.Jvm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Run;
import dev.handoff.spi.Run.Setup;
import dev.handoff.spi.Run.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A heavy run with nothing left out: the time from the start of a fresh parent process to its end, its workers' start and
 * their first, slow messages included.
 */
final class ColdRun {
    private ColdRun() {}

    static Run run(Experiment experiment, Route route) {
        Path json = null;
        try {
            json = Files.createTempFile("handoff-cold", ".json");
            long from = System.nanoTime();
            measure(experiment, route, json);
            double seconds = (System.nanoTime() - from) / 1e9;
            var run = Results.load(json).runs().getFirst();
            return new Run(
                    cold(run.setup()),
                    new Timing(seconds, 0, 0),
                    run.received(),
                    run.verified(),
                    run.log(),
                    run.states(),
                    run.processes());
        } catch (IOException e) {
            throw new HandoffException("a run from cold failed: " + e.getMessage(), e);
        } finally {
            delete(json);
        }
    }

    private static void measure(Experiment experiment, Route route, Path json) throws IOException {
        var size = experiment.size();
        var builder = Jvm.command(
                List.of(),
                "dev.handoff.cli.Main",
                "measure",
                "--workers=" + size.workers(),
                "--messages=" + size.messages(),
                "--capacity=" + size.capacity(),
                "--payload=" + experiment.workload().payload().describe(),
                "--arms=heavy",
                "--routes=" + route.name(),
                "--seed=" + experiment.conditions().seed(),
                "--warm-up=0",
                "--json=" + json);
        var process = builder.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(experiment.conditions().limit().toMillis(), TimeUnit.MILLISECONDS)
                    || process.exitValue() != 0) {
                throw new HandoffException("a run from cold failed:\n" + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted during a run from cold", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Setup cold(Setup setup) {
        return new Setup(
                setup.language(),
                setup.route(),
                setup.codec(),
                setup.arm(),
                setup.repeat(),
                true,
                setup.workers(),
                setup.messages(),
                setup.capacity(),
                setup.payload(),
                setup.payloadBytes());
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new HandoffException("the temporary file of a run from cold cannot be deleted: " + e.getMessage(), e);
        }
    }
}
