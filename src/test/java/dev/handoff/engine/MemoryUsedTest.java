package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.channel.NamedFiles;
import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.Pipes;
import dev.handoff.channel.Ring;
import dev.handoff.channel.SharedSlots;
import dev.handoff.channel.Sockets;
import dev.handoff.channel.Threads;
import dev.handoff.codec.RawCodec;
import dev.handoff.memory.ResidentMemory;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The estimate beside what runs use: never less, and not several times as much. */
@Timeout(300)
class MemoryUsedTest {
    private static final int WORKERS = 2;
    private static final int CAPACITY = 4;
    private static final long PAYLOAD = 32L << 20;
    /** What else goes on in a heap: less than a payload, so that one which is forgotten is noticed. */
    private static final long NOISE = 24L << 20;

    private static final Pool pool = new Pool();

    /** A JVM grows while it warms up, so what the workers take without payloads is measured before each run. */
    private static long aRunWithoutPayloads() {
        var plan = trial(new Pipes(0), Arm.LIGHT).plan();
        long bytes = workersBytes(new Engine(pool).run(plan, received -> {}));
        assertThat(bytes)
                .as("what the workers' JVMs take")
                .isLessThan(MemoryNeed.of(plan, 0).workersBytes());
        return bytes;
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    static Stream<Arguments> routesAndArms() {
        return Stream.of(
                        new PipeQueue(0),
                        new Pipes(0),
                        Sockets.unix(),
                        new Ring(0),
                        NamedFiles.onDisk(),
                        new SharedSlots(),
                        new Threads())
                .flatMap(channel -> Stream.of(Arm.HEAVY, Arm.CONTROL).map(arm -> Arguments.of(channel, arm)));
    }

    private static Trial trial(Channel channel, Arm arm) {
        var trial = Trial.over(channel)
                .size(WORKERS, 6, CAPACITY)
                .warmUp(1)
                .sending("random:" + PAYLOAD / 8)
                .arm(arm);
        return channel instanceof Threads ? trial : trial.encodedBy(new RawCodec());
    }

    @ParameterizedTest
    @MethodSource("routesAndArms")
    void theEstimateHoldsWhatARunUses(Channel channel, Arm arm) {
        var plan = trial(channel, arm).plan();
        var need = MemoryNeed.of(plan, WORKERS);
        long idle = aRunWithoutPayloads();
        long before = ResidentMemory.read().privateBytes();
        var shared = new AtomicLong();
        var run = new Engine(pool).run(plan, received -> shared.compareAndSet(0, sharedBytes()));
        long workers = channel.withinProcess() ? 0 : workersBytes(run) - idle;
        long parent = run.processes().getFirst().peakPrivateBytes() - before;
        long used = workers + parent + shared.get();
        var parts = "of %d: workers %d, parent %d, shared %d".formatted(used, workers, parent, shared.get());
        assertThat(need.total() + NOISE).as(parts).isGreaterThan(used);
        assertThat(need.total()).as(parts).isLessThan(3 * (used + NOISE));
    }

    private static long workersBytes(Run run) {
        return run.processes().stream()
                .filter(use -> use.worker() != ProcessUse.PARENT)
                .mapToLong(ProcessUse::peakPrivateBytes)
                .sum();
    }

    /** The size of every region that this process has made. */
    private static long sharedBytes() {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            long bytes = 0;
            for (var descriptor : descriptors.toList()) {
                // the one that lists them is closed already
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().contains("memfd:handoff")) {
                    bytes += Files.size(descriptor);
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
