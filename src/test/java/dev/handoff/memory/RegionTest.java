package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.spi.HandoffException;
import dev.handoff.support.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegionTest {
    private static final long BYTES = 10_000;

    @Test
    void isAsLargeAsAskedForAndAllZeros() {
        try (var region = Region.create("zeros", BYTES)) {
            assertThat(region.segment().byteSize()).isEqualTo(BYTES);
            assertThat(region.segment().toArray(JAVA_BYTE)).containsOnly(0);
        }
    }

    @Test
    void twoProcessesSeeWhatEachWrites() throws InterruptedException {
        try (var region = Region.create("two", BYTES)) {
            region.segment().set(JAVA_LONG, 0, 42);
            try (var other = OtherJvm.start(Answering.class, region.path())) {
                other.join();
            }
            assertThat(region.segment().get(JAVA_LONG, 8)).isEqualTo(43);
        }
    }

    /** Opens a region, and answers what it finds in it. */
    static final class Answering {
        public static void main(String[] arguments) {
            try (var region = Region.open(arguments[0])) {
                region.segment().set(JAVA_LONG, 8, region.segment().get(JAVA_LONG, 0) + 1);
            }
        }
    }

    @Test
    void outlivesItsMakerWhereItIsOpenAndCannotBeOpenedAnyMore() throws InterruptedException {
        try (var maker = OtherJvm.start(Making.class)) {
            var path = maker.line();
            try (var region = Region.open(path)) {
                maker.letGo();
                maker.join();
                assertThat(region.segment().get(JAVA_LONG, 0)).isEqualTo(7);
                assertThatThrownBy(() -> Region.open(path))
                        .isInstanceOf(HandoffException.class)
                        .hasMessage("shared memory " + path
                                + " is gone: the process that made it has ended or has closed it");
            }
        }
    }

    /** Makes a region, and ends without closing it. */
    static final class Making {
        public static void main(String[] arguments) throws IOException {
            var region = Region.create("made", BYTES);
            region.segment().set(JAVA_LONG, 0, 7);
            System.out.println(region.path());
            System.in.read();
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void offsetsBeyondTwoGibibytesAreReached() {
        long bytes = (2L << 30) + (100L << 20);
        assumeTrue(AvailableMemory.bytes() > 2 * bytes, "a region of 2.1 GiB takes 4.2 GiB of free memory to test");
        try (var region = Region.create("large", bytes)) {
            region.segment().set(JAVA_LONG, bytes - 8, 1);
            try (var again = Region.open(region.path())) {
                assertThat(again.segment().byteSize()).isEqualTo(bytes);
                assertThat(again.segment().get(JAVA_LONG, bytes - 8)).isEqualTo(1);
                assertThat(again.segment().get(JAVA_LONG, bytes - 8 - (2L << 30)))
                        .as("no int arithmetic")
                        .isZero();
            }
        }
    }

    @Test
    void isGoneWhenClosed() throws IOException {
        var region = Region.create("closed", BYTES);
        var segment = region.segment();
        var descriptor = Path.of(region.path());
        assertThat(Files.readString(Path.of("/proc/self/maps"))).contains("memfd:handoff-closed");
        region.close();
        assertThatThrownBy(() -> segment.get(JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("memfd:handoff-closed");
        if (Files.exists(descriptor)) { // its number may already be that of another file
            assertThat(Files.readSymbolicLink(descriptor).toString()).doesNotContain("handoff-closed");
        }
    }

    @Test
    void populatingChangesNothing() {
        try (var region = Region.create("populated", BYTES)) {
            region.segment().set(JAVA_LONG, 4096, 9);
            Region.populate(region.segment());
            assertThat(region.segment().get(JAVA_LONG, 0)).isZero();
            assertThat(region.segment().get(JAVA_LONG, 4096)).isEqualTo(9);
        }
    }

    @Test
    void noRegionIsEmpty() {
        assertThatThrownBy(() -> Region.create("empty", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a region of 0 bytes; at least 1");
    }

    @Test
    void memoryThatTheSystemRefusesIsAnExceptionThatSaysHowMuch() throws InterruptedException {
        try (var other = OtherJvm.startWithFilesUpTo(100, TooMuch.class)) {
            assertThat(other.line())
                    .isEqualTo("dev.handoff.spi.HandoffException: reserving 1048576 bytes of shared memory: "
                            + "File too large (errno 27)");
            assertThat(other.line()).isEqualTo("nothing left");
            other.join();
        }
    }

    /** Asks for more than it may have. */
    static final class TooMuch {
        public static void main(String[] arguments) throws IOException {
            try (var region = Region.create("much", 1 << 20)) {
                System.out.println("the system gave " + region.path());
            } catch (HandoffException e) {
                System.out.println(e);
            }
            try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
                boolean left = descriptors.anyMatch(RegionTest::isOurs);
                System.out.println(left ? "a descriptor is left" : "nothing left");
            }
        }
    }

    private static boolean isOurs(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("handoff-much");
        } catch (IOException e) {
            return false; // the descriptor by which the list was read
        }
    }
}
