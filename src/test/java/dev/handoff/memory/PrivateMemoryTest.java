package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrivateMemoryTest {
    private static final long BYTES = 512L << 20;
    /** What the rest of this process may take or give back meanwhile. */
    private static final long OTHERS = 128L << 20;

    @Test
    void isNewAndAllZeros() {
        try (var arena = Arena.ofConfined()) {
            var memory = PrivateMemory.allocate(arena, 3 << 20);
            assertThat(memory.byteSize()).isEqualTo(3 << 20);
            assertThat(memory.get(ValueLayout.JAVA_BYTE, (3 << 20) - 1)).isZero();
        }
    }

    @Test
    void whatIsTouchedIsTheProcesssAndThenNobodys() throws IOException {
        forgetThePeak();
        long before = kilobytes("VmRSS:");
        PrivateMemory.touch(BYTES);
        assertThat(kilobytes("VmHWM:") - before).isGreaterThan((BYTES - OTHERS) >> 10);
        assertThat(kilobytes("VmRSS:") - before).isLessThan(OTHERS >> 10);
    }

    @Test
    void whoIsInterruptedTouchesNothingAndStaysInterrupted() throws IOException {
        forgetThePeak();
        long before = kilobytes("VmRSS:");
        Thread.currentThread().interrupt();
        PrivateMemory.touch(BYTES);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kilobytes("VmHWM:") - before).isLessThan(OTHERS >> 10);
    }

    /** The system keeps the most memory that a process had; from here on anew. */
    private static void forgetThePeak() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    private static long kilobytes(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
