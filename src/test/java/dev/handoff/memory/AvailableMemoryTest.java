package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
    @TempDir
    private Path directory;

    @Test
    void thereIsSomeAndNotMoreThanThereIsInAll() {
        assertThat(AvailableMemory.bytes()).isPositive().isLessThanOrEqualTo(AvailableMemory.total());
    }

    @Test
    void theTightestGroupAboveTheProcessLimits() throws IOException {
        group("memory.max=8000", "memory.current=1000");
        group("job/memory.max=max", "job/memory.current=900");
        group("job/step/memory.max=3000", "job/step/memory.current=800");
        assertThat(free("0::/job/step")).isEqualTo(2200);
        assertThat(total("0::/job/step")).isEqualTo(3000);
        assertThat(free("0::/job")).isEqualTo(7000);
        assertThat(total("0::/job")).isEqualTo(8000);
    }

    @Test
    void groupsOfVersionOneLimitToo() throws IOException {
        group("memory/memory.limit_in_bytes=9223372036854771712", "memory/memory.usage_in_bytes=10");
        group("memory/job/memory.limit_in_bytes=5000", "memory/job/memory.usage_in_bytes=4000");
        assertThat(free("5:cpu,cpuacct:/", "4:memory:/job", "0::/")).isEqualTo(1000);
        assertThat(total("4:memory:/job")).isEqualTo(5000);
        assertThat(free("4:memory:/")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void filesInTheCacheCountAsFreeBecauseTheSystemDropsThem() throws IOException {
        group("memory.max=8000", "memory.current=7000", "memory.stat=anon 500\ninactive_file 6000\nactive_file 500");
        assertThat(free("0::/")).isEqualTo(7000);
        group("memory/memory.limit_in_bytes=8000", "memory/memory.usage_in_bytes=7000");
        group("memory/memory.stat=inactive_file 1\ntotal_inactive_file 5000");
        assertThat(free("4:memory:/")).isEqualTo(6000);
    }

    @Test
    void aGroupThatIsOverItsLimitLeavesNothing() throws IOException {
        group("memory.max=1000", "memory.current=1500");
        assertThat(free("0::/")).isZero();
    }

    @Test
    void noGroupNoLimit() {
        assertThat(free()).isEqualTo(Long.MAX_VALUE);
        assertThat(free("0::/", "not a group", "3:memory:")).isEqualTo(Long.MAX_VALUE);
    }

    private long free(String... membership) {
        return new MemoryGroups(directory, List.of(membership)).free();
    }

    private long total(String... membership) {
        return new MemoryGroups(directory, List.of(membership)).limit();
    }

    private void group(String... files) throws IOException {
        for (var file : files) {
            var parts = file.split("=", 2);
            var path = directory.resolve(parts[0]);
            Files.createDirectories(path.getParent());
            Files.writeString(path, parts[1] + "\n");
        }
    }
}
