package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the system says of this process: its use, its threads, its functions. */
@Timeout(60)
class ProcessFactsTest {
    private static final long WORK_NS = 50_000_000;

    @Test
    void theProcessorTimeOfAThreadThatHasEndedIsCounted() throws InterruptedException {
        var before = ResourceUsage.ofProcess();
        var busy = Thread.ofPlatform().start(ProcessFactsTest::useProcessor);
        busy.join();
        long used = ResourceUsage.ofProcess().cpuNs() - before.cpuNs();
        assertThat(used).isGreaterThan(WORK_NS * 9 / 10); // the two clocks agree to a few microseconds
    }

    private static void useProcessor() {
        var threads = ManagementFactory.getThreadMXBean();
        long from = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - from < WORK_NS) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aThreadThatGivesTheProcessorUpIsCounted() {
        var before = ResourceUsage.ofProcess();
        for (int i = 0; i < 5; i++) {
            LockSupport.parkNanos(1_000_000);
        }
        var after = ResourceUsage.ofProcess();
        assertThat(after.voluntarySwitches()).isGreaterThan(before.voluntarySwitches());
        assertThat(after.involuntarySwitches()).isGreaterThanOrEqualTo(before.involuntarySwitches());
    }

    @Test
    void aProcessThatHasEndedHasNoMemory() {
        assertThat(ResidentMemory.of(ProcessHandle.current().pid()).privateBytes())
                .isGreaterThan(1 << 20);
        assertThat(ResidentMemory.of(Integer.MAX_VALUE)).isEqualTo(new ResidentMemory(0, 0));
    }

    @Test
    void aThreadIsKnownByTheIdThatTheSystemListsItUnder() throws InterruptedException {
        var own = CurrentThread.systemId();
        var another = new long[1];
        var listed = new boolean[1];
        var other = Thread.ofPlatform().unstarted(() -> {
            another[0] = CurrentThread.systemId();
            listed[0] = Files.exists(Path.of("/proc/self/task/" + another[0]));
        });
        other.start();
        other.join();
        assertThat(Path.of("/proc/self/task/" + own)).exists();
        assertThat(listed[0]).isTrue();
        assertThat(another[0]).isNotEqualTo(own);
    }

    @Test
    void aFunctionThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> NativeLibrary.libc().function("no_such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("libc has no function no_such");
    }

    @Test
    void aLibraryThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> NativeLibrary.load(Path.of("/no/such/library.so")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/no/such/library.so");
    }
}
