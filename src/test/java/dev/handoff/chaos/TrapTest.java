package dev.handoff.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.channel.PipeQueue;
import dev.handoff.memory.Futex;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TrapTest {
    private static final long DELAY_NS = 200_000_000;

    @TempDir
    Path place;

    private Trap trap(Region region, Fault fault) {
        var ambush = new Ambush(region.path(), Phase.WAIT_FOR_TURN, fault, 0, 0, 0, true);
        return new Trap(region, ambush, new Cell(Phase.WAIT_FOR_TURN, new PipeQueue(0), fault), DELAY_NS, place);
    }

    private static void arrive(Region region, Process worker) {
        Words.LONG.setRelease(region.segment(), Ambush.pid(0), worker.pid());
        Words.INT.setVolatile(region.segment(), Ambush.HERE, Ambush.THERE);
        Futex.wake(region.segment(), Ambush.HERE, 1);
    }

    /** The worker does not die of the signal at once, as a JVM does not, which first writes what it knows. */
    @ParameterizedTest
    @EnumSource(names = {"KILL", "CRASH"})
    void whoIsStruckWhenTheRunIsOverIsGoneBeforeTheNext(Fault fault) throws IOException, InterruptedException {
        var ready = place.resolve("ready");
        var worker = started("bash", "-c", "trap '' SEGV; echo > " + ready + "; exec sleep 600");
        try (var region = Region.create("test", Ambush.bytes(1))) {
            await(() -> Files.exists(ready));
            Files.delete(ready);
            var before = Residue.now();
            var trap = trap(region, fault);
            arrive(region, worker);
            await(() -> trap.hasStruck() || hasSeenTheWorker());
            trap.close();
            assertThat(trap.hasStruck()).isTrue();
            // and not of the object: it learns of the end from another thread, a moment later
            assertThat(ProcessHandle.of(worker.pid())).isEmpty();
            assertThat(Residue.now().descriptors()).isEqualTo(before.descriptors());
            assertThat(Residue.now().threads()).isEqualTo(before.threads());
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }

    /** Without pipes, which are closed some time after its end. */
    private static Process started(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    /** It lets the worker go on for a moment then. */
    private static boolean hasSeenTheWorker() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().equals("handoff-trap") && thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void nobodyIsStruckWhoWasNotThere() throws IOException, InterruptedException {
        var worker = started("sleep", "600");
        try (var region = Region.create("test", Ambush.bytes(1))) {
            var trap = trap(region, Fault.KILL);
            trap.close();
            arrive(region, worker);
            assertThat(trap.hasStruck()).isFalse();
            assertThat(worker.isAlive()).isTrue();
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }
}
