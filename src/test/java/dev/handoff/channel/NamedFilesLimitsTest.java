package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Full disks, limits and permissions, each in a process of its own. */
@Timeout(60)
class NamedFilesLimitsTest {
    private static final int BYTES = 100;

    @TempDir
    Path place;

    /** Sends until there is no room; then takes what it sent, and sends again. */
    static final class Filling {
        private static final int LARGE = 300_000;
        private static final int CAPACITY = 4;

        public static void main(String[] arguments) throws IOException {
            var place = Path.of(arguments[0]);
            try (var inbox = NamedFiles.onDisk().in(place).open(new Terms(1, CAPACITY, new RawCodec(), -1));
                    var outbox = inbox.connector().connect(0, e -> {})) {
                int sent = 0;
                try {
                    for (; sent < CAPACITY; sent++) {
                        Parcel.send(outbox, 0, sent, LARGE);
                    }
                } catch (HandoffException e) {
                    System.out.println(e.getMessage());
                }
                System.out.println(
                        NamedFilesTest.names(NamedFilesTest.directory(inbox)).size() == sent);
                take(inbox, sent, LARGE);
                for (int i = 0; i < CAPACITY; i++) {
                    Parcel.send(outbox, 0, i, 8);
                }
                take(inbox, CAPACITY, 8);
            }
            System.out.println(NamedFilesTest.names(place));
        }

        private static void take(Inbox inbox, int messages, int bytes) {
            for (int i = 0; i < messages; i++) {
                try (var received = inbox.next(Crew.limit())) {
                    Parcel.check(received.payload(), 0, i, bytes);
                }
            }
        }
    }

    private void assertFull(OtherJvm other, String message) throws InterruptedException {
        assertThat(other.line())
                .matches("message \\d of worker 0 was not sent: writing " + place
                        + "/handoff-files-\\d+/message-0-\\d-\\d\\.part: " + message);
        assertThat(other.line()).as("what was not sent left no file").isEqualTo("true");
        assertThat(other.line()).as("nothing is left").isEqualTo("[]");
        other.join();
    }

    @Test
    void aDiskThatIsFull() throws Exception {
        var mount = "mount -t tmpfs -o size=1m tmpfs '" + place + "'";
        assumeTrue(
                works("unshare", "-rm", "bash", "-c", mount),
                "a small file system to fill can be mounted (unshare -rm, mount)");
        var starter = List.of("unshare", "-rm", "bash", "-c", mount + " && exec \"$@\"", "bash");
        try (var other = OtherJvm.startBehind(starter, Filling.class, place)) {
            assertFull(
                    other,
                    "No space left on device \\(errno 28\\); make room there, choose another directory, or use a smaller"
                            + " capacity or payload");
        }
    }

    @Test
    void aFileLargerThanTheProcessMayWrite() throws Exception {
        try (var other = OtherJvm.startWithFilesUpTo(64, Filling.class, place)) {
            assertFull(
                    other,
                    "File too large \\(errno 27\\); raise the limit on the size of files \\(ulimit -f\\), or use a"
                            + " smaller payload");
        }
    }

    /** What is forbidden to an ordinary user. */
    static final class Forbidden {
        public static void main(String[] arguments) throws IOException {
            var place = Path.of(arguments[0]);
            try (var inbox = NamedFiles.onDisk().in(place).open(new Terms(1, 2, new RawCodec(), BYTES));
                    var outbox = inbox.connector().connect(0, e -> {})) {
                var directory = NamedFilesTest.directory(inbox);
                allow(directory, "r-x------");
                say(() -> Parcel.send(outbox, 0, 0, BYTES));
                allow(directory, "rwx------");

                Parcel.send(outbox, 0, 0, BYTES);
                Parcel.send(outbox, 0, 1, BYTES);
                allow(directory.resolve("message-0-0-1"), "-w-------"); // the first permit had been given back
                say(() -> inbox.next(Crew.limit()).close());
                try (var received = inbox.next(Crew.limit())) {
                    Parcel.check(received.payload(), 0, 1, BYTES);
                }
                System.out.println(NamedFilesTest.names(directory));
            }
            allow(place, "r-x------");
            say(() -> NamedFiles.onDisk()
                    .in(place)
                    .open(new Terms(1, 2, new RawCodec(), BYTES))
                    .close());
            allow(place, "rwx------");
        }

        private static void allow(Path path, String permissions) throws IOException {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }

        private static void say(Runnable forbidden) {
            try {
                forbidden.run();
                System.out.println("allowed");
            } catch (HandoffException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void whatThisUserMayNot() throws Exception {
        // root may everything, unless it gives that up
        var lowered = List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all");
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(
                !root || works("setpriv", "--bounding-set", "-dac_override", "true"), "root can be lowered (setpriv)");
        try (var other = OtherJvm.startBehind(root ? lowered : List.of("env"), Forbidden.class, place)) {
            var denied = "Permission denied \\(errno 13\\); choose a directory in which this user may read and write";
            var directory = place + "/handoff-files-\\d+";
            assertThat(other.line())
                    .matches("message 0 of worker 0 was not sent: creating " + directory + "/message-0-0-0\\.part: "
                            + denied);
            assertThat(other.line())
                    .matches("message 0 of worker 0 is lost: opening " + directory + "/message-0-0-1: " + denied);
            assertThat(other.line()).isEqualTo("[]");
            assertThat(other.line())
                    .isEqualTo(
                            "no directory can be made in " + place + ": this user may not write there; choose another");
            other.join();
        }
        assertThat(place).isEmptyDirectory();
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
