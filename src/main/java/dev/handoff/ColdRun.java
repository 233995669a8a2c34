package dev.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handoff.archive.Archive;
import dev.handoff.engine.Jvm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Run;
import dev.handoff.spi.Run.Setup;
import dev.handoff.spi.Run.Timing;
import dev.handoff.workload.DotProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A heavy run with nothing left out: the time from the start of a fresh parent process to its end, its workers' start and
 * their first, slow messages included.
 */
final class ColdRun {
    /** The matrices of the article. */
    static final int SIZE = 500;

    private ColdRun() {}

    /** Refuses what cannot be said in words, because the new program would run something else. */
    static void check(Workload workload, Route route) {
        refuseUnless(
                workload.computation().equals(new DotProduct(SIZE)),
                workload.computation().describe());
        refuseUnless(isNamed(workload.payload()), workload.payload().describe());
        refuseUnless(Route.all().contains(route), route.toString());
    }

    private static void refuseUnless(boolean possible, String given) {
        if (!possible) {
            throw new IllegalArgumentException("a run from cold is a new program, which can be told of dot:" + SIZE
                    + ", the payloads of the catalogue, and the routes "
                    + Route.all().stream().map(Route::name).collect(Collectors.joining(", "))
                    + " as they are; not of " + given);
        }
    }

    private static boolean isNamed(Payload<?> payload) {
        try {
            return Payloads.named(payload.describe()).equals(payload);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Run run(Experiment experiment, Route route) {
        Path json = null;
        Path said = null;
        try {
            json = Files.createTempFile("handoff-cold", ".json");
            said = Files.createTempFile("handoff-cold", ".txt");
            long from = System.nanoTime();
            measure(experiment, route, json, said);
            double seconds = (System.nanoTime() - from) / 1e9;
            var run = Archive.read(json).runs().getFirst();
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
            delete(said);
        }
    }

    /** What the program says goes to a file, so that waiting for its end can be interrupted and has a limit. */
    private static void measure(Experiment experiment, Route route, Path json, Path said) throws IOException {
        var limit = experiment.conditions().limit();
        var process = Jvm.command(
                        List.of("-Dstderr.encoding=UTF-8"),
                        ColdParent.class.getName(),
                        ColdParent.arguments(experiment, route, json).toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HandoffException("a run from cold did not end within " + limit.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new HandoffException(
                        "a run from cold failed:\n" + new String(Files.readAllBytes(said), UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HandoffException("interrupted during a run from cold", e);
        } finally {
            var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList(); // before they lose their parent
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(handle -> handle.onExit().join());
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
