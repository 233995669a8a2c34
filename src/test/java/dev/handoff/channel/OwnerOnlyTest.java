package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Listener;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.Region;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Stopwatch;
import dev.handoff.support.OtherUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run uses can be opened by its owner alone. Another user of the machine tries. */
@Timeout(60)
class OwnerOnlyTest {
    @Test
    void aRegionAndAPipeCannotBeOpenedByAnother() {
        OtherUser.assumeThere();
        try (var region = Region.create("mine", 4096);
                var pipe = Pipe.create(0)) {
            for (var path : new String[] {region.path(), pipe.writingPath()}) {
                assertThat(Path.of(path)).as("for its owner").exists();
                assertThat(OtherUser.run("test", "-e", path)).as(path).isNotZero();
                assertThat(OtherUser.run("dd", "if=" + path, "count=1", "iflag=nonblock"))
                        .isNotZero();
            }
        }
    }

    @Test
    void theFilesOfARunCannotBeSeenByAnother() throws IOException {
        try (var inbox = NamedFiles.onDisk().open(new Terms(1, 1, new RawCodec(), 8));
                var outbox = inbox.connector().connect(0, failure -> {})) {
            outbox.draft(0, Stopwatch.NONE).send(5);
            var directory = newest(Storage.disk().directory());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(directory)) {
                for (var file : files.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                    OtherUser.assumeThere();
                    assertThat(OtherUser.run("cat", file.toString())).isNotZero();
                }
            }
            OtherUser.assumeThere();
            assertThat(OtherUser.run("ls", directory.toString())).isNotZero();
            inbox.next(Deadline.in(Duration.ofSeconds(10))).close();
        }
    }

    private static Path newest(Path in) throws IOException {
        try (Stream<Path> all = Files.list(in)) {
            return all.filter(path -> path.getFileName().toString().startsWith(HeldDirectory.PREFIX))
                    .max(Comparator.comparingLong(path -> path.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    @Test
    void tcpListensOnTheLoopbackInterfaceAlone() {
        try (var listener = Listener.open(Listener.Family.TCP, 1)) {
            var address = HexFormat.of().parseHex(listener.address());
            assertThat(address).startsWith(2, 0).hasSize(16);
            assertThat(HexFormat.of().formatHex(address, 4, 8)).isEqualTo("7f000001");
        }
    }

    @Test
    void aTokenIsDrawnAnewAndIsNotInWhatIsPrinted() {
        assertThat(Hello.newToken()).hasSize(32).isNotEqualTo(Hello.newToken());
        for (var channel : new Sockets[] {Sockets.unix(), Sockets.tcp()}) {
            try (var inbox = channel.open(new Terms(1, 1, new RawCodec(), 8))) {
                assertThat(inbox.connector().toString()).doesNotContainPattern("[0-9a-f]{64}");
            }
        }
    }
}
