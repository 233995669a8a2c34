package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.engine.Orphaning.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A parent that is killed takes its workers with it, whatever they are doing, and leaves no file. */
@Timeout(60)
class OrphanTest {
    @TempDir
    private Path temporary;

    static Stream<Arguments> moments() {
        return Arrays.stream(Moment.values())
                .flatMap(moment -> Stream.of(arguments(moment, "queue"), arguments(moment, "slots")));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void workersOfAKilledParentAreGone(Moment moment, String channel) throws IOException {
        var parent = Jvm.command(
                        List.of("-Djava.io.tmpdir=" + temporary), Orphaning.class.getName(), moment.name(), channel)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = parent.inputReader()) {
            var line = said.readLine();
            assertThat(line).matches("\\d+ \\d+");
            var workers = Stream.of(line.split(" ", 2)).map(Long::valueOf).toList();
            assertThat(workers).noneMatch(OrphanTest::isGone);
            parent.destroyForcibly().onExit().join();
            assertThat(workers.stream().filter(pid -> !endsSoon(pid)).toList())
                    .as("workers that outlive their parent")
                    .isEmpty();
        } finally {
            parent.destroyForcibly().onExit().join();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    private static boolean endsSoon(long pid) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!isGone(pid)) {
            if (System.nanoTime() > until) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                return false;
            }
            LockSupport.parkNanos(10_000_000);
        }
        return true;
    }

    /** A process that has ended may still be listed, as a zombie, until its new parent asks for it. */
    private static boolean isGone(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException e) {
            return true;
        }
    }
}
