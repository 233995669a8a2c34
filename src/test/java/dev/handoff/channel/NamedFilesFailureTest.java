package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.ReceiverGoneException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Stopwatch;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with files costs one message, is said clearly, and leaves nothing behind. */
@Timeout(60)
class NamedFilesFailureTest {
    private static final int BYTES = 100;
    /** With the header of the raw codec. */
    private static final int FILE_BYTES = 116;

    @TempDir
    Path place;

    /** What somebody else does to the file of a message. */
    @FunctionalInterface
    private interface Harm {
        void to(Path file) throws IOException;
    }

    /** With room for two messages the first is harmed and lost; the second, and one in the place of the first, arrive. */
    private void harmed(NamedFiles files, Harm harm, Class<? extends HandoffException> type, String message)
            throws IOException {
        try (var inbox = files.in(place).open(new Terms(1, 2, new RawCodec(), BYTES));
                var outbox = inbox.connector().connect(0, e -> {})) {
            Parcel.send(outbox, 0, 0, BYTES);
            Parcel.send(outbox, 0, 1, BYTES);
            var file = NamedFilesTest.directory(inbox).resolve("message-0-0-0");
            harm.to(file);
            assertThatThrownBy(() -> inbox.next(Crew.limit()))
                    .isInstanceOf(type)
                    .extracting(e -> e.getMessage().replaceAll("\\b[0-9a-f]{8}\\b", "CRC"))
                    .isEqualTo("message 0 of worker 0 is lost: " + message.replace("FILE", file.toString()));
            assertThat(file).doesNotExist();
            Parcel.send(outbox, 0, 2, BYTES); // would wait for ever if the permit were lost with the message
            for (int i = 1; i <= 2; i++) {
                try (var received = inbox.next(Crew.limit())) {
                    Parcel.check(received.payload(), 0, i, BYTES);
                }
            }
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
        assertThat(place).isEmptyDirectory();
    }

    private static NamedFiles files(String name) {
        return NamedFiles.named(name).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "files-mapped"})
    void aDeletedFile(String name) throws IOException {
        harmed(
                files(name),
                Files::delete,
                HandoffException.class,
                "opening FILE: No such file or directory (errno 2); choose a directory from which nobody else deletes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "files-mapped", "files-checked"})
    void aFileThatWasCutOrGoesOn(String name) throws IOException {
        harmed(
                files(name),
                file -> {
                    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                        channel.truncate(100);
                    }
                },
                CorruptMessageException.class,
                "FILE has 100 bytes, and " + FILE_BYTES + " were announced; choose a directory in which nobody else"
                        + " writes");
        harmed(
                files(name),
                file -> Files.write(file, new byte[1], StandardOpenOption.APPEND),
                CorruptMessageException.class,
                "FILE has " + (FILE_BYTES + 1) + " bytes, and " + FILE_BYTES
                        + " were announced; choose a directory in which nobody else" + " writes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files-checked", "files-mapped-checked"})
    void aChecksumThatIsAnother(String name) throws IOException {
        harmed(
                files(name),
                file -> {
                    var bytes = Files.readAllBytes(file);
                    bytes[bytes.length - 1] ^= 1;
                    Files.write(file, bytes);
                },
                CorruptMessageException.class,
                "FILE has the checksum CRC, and CRC was announced; its bytes are not those that were sent");
    }

    private static void send(Outbox outbox, long sequence, Object value) {
        try (var draft = outbox.draft(sequence, Stopwatch.NONE)) {
            draft.send(value);
        }
    }

    @Test
    void anObjectThatCannotBeEncodedLeavesNoFileAndTakesNoSpace() {
        try (var inbox = files("files").in(place).open(new Terms(1, 1, new RawCodec(), BYTES));
                var outbox = inbox.connector().connect(0, e -> {})) {
            assertThatThrownBy(() -> send(outbox, 0, "text"))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageStartingWith("the raw codec carries a Tensor or an Integer, not a java.lang.String");
            assertThat(NamedFilesTest.directory(inbox)).isEmptyDirectory();
            Parcel.send(outbox, 0, 0, BYTES);
            inbox.next(Crew.limit()).close();
        }
    }

    /** Writes more than a sink buffers, makes something of its own of what goes wrong, and may get stuck. */
    private record Peculiar(boolean stuck) implements Codec {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "peculiar";
        }

        @Override
        public void encode(Object value, Sink to) {
            try {
                to.write(new byte[1 << 20], 0, 1 << 20);
                if (stuck) {
                    System.out.println("in the middle");
                    System.in.read();
                }
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException("something went wrong", e);
            }
        }

        @Override
        public Object decode(Source from) {
            return from.remaining();
        }
    }

    @Test
    void whatTheFileSystemSaysIsToldWhateverTheCodecMakesOfIt() throws IOException {
        try (var inbox = files("files").in(place).open(new Terms(1, 1, new Peculiar(false), BYTES));
                var outbox = inbox.connector().connect(0, e -> {})) {
            var directory = NamedFilesTest.directory(inbox);
            var away = Files.move(directory, place.resolve("away"));
            assertThatThrownBy(() -> send(outbox, 0, 1))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("message 0 of worker 0 was not sent: creating " + directory + "/message-0-0-0.part: No"
                            + " such file or directory (errno 2); choose a directory from which nobody else deletes");
            Files.move(away, directory);
            send(outbox, 0, 1);
            inbox.next(Crew.limit()).close();
        }
    }

    @Test
    void aReceiverThatIsGone() {
        var inbox = files("files").in(place).open(new Terms(1, 1, new RawCodec(), BYTES));
        try (var outbox = inbox.connector().connect(0, e -> {})) {
            inbox.close();
            assertThatThrownBy(() -> Parcel.send(outbox, 0, 0, BYTES)).isInstanceOf(ReceiverGoneException.class);
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatSomebodyElseDeleted() throws IOException {
        try (var inbox = files("files").in(place).open(new Terms(1, 1, new RawCodec(), BYTES));
                var outbox = inbox.connector().connect(0, e -> {})) {
            var directory = NamedFilesTest.directory(inbox);
            Files.delete(directory);
            assertThatThrownBy(() -> Parcel.send(outbox, 0, 0, BYTES))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("message 0 of worker 0 was not sent: creating " + directory + "/message-0-0-0.part: No"
                            + " such file or directory (errno 2); choose a directory from which nobody else deletes");
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aWorkerThatIsKilledInTheMiddleLeavesAFileThatCloseDeletes() throws IOException {
        try (var inbox = killedInTheMiddle()) {
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void whatAKilledWorkerHeldIsThereForTheOthers() throws IOException {
        try (var inbox = killedInTheMiddle();
                var other = inbox.connector().connect(1, e -> {})) {
            inbox.reclaim(0);
            assertThat(inbox.next(Deadline.in(Duration.ZERO))).isNull();
            assertThat(NamedFilesTest.directory(inbox)).isEmptyDirectory();
            send(other, 0, 1); // with the one permit that there is
            try (var received = inbox.next(Crew.limit())) {
                assertThat(received.worker()).isEqualTo(1);
            }
        }
    }

    /** A channel of two workers with one permit, which worker 0 took to the grave. */
    private Inbox killedInTheMiddle() throws IOException {
        var inbox = files("files").in(place).open(new Terms(2, 1, new Peculiar(true), BYTES));
        try (var other = OtherJvm.start(Sender.class, SharedChannelTest.text(inbox.connector()))) {
            assertThat(other.line()).isEqualTo("in the middle");
        }
        assertThat(NamedFilesTest.names(NamedFilesTest.directory(inbox))).containsExactly("message-0-0-0.part");
        return inbox;
    }

    /** A worker that sends a 1. */
    static final class Sender {
        public static void main(String[] arguments) throws IOException, ClassNotFoundException {
            try (var outbox = SharedChannelTest.connector(arguments[0]).connect(0, e -> {})) {
                send(outbox, 0, 1);
            }
        }
    }

    @Test
    void whatAKilledParentLeftIsDeletedByTheNextAndWhatALivingOneHasIsNot() throws IOException {
        var terms = new Terms(1, 1, new RawCodec(), BYTES);
        try (var alive = files("files").in(place).open(terms)) {
            String left;
            try (var other = OtherJvm.start(Parent.class, place)) {
                left = other.line();
                assertThat(Path.of(left)).isDirectoryContaining("glob:**/message-0-0-0");
                files("files").in(place).open(terms).close();
                assertThat(Path.of(left)).as("its owner lives").isDirectory();
            }
            assertThat(Path.of(left)).isDirectory();
            var foreign = Files.createDirectory(place.resolve("handoff"));
            try (var next = files("files").in(place).open(terms)) {
                assertThat(Path.of(left)).doesNotExist();
                assertThat(NamedFilesTest.directory(next)).isDirectory();
                assertThat(NamedFilesTest.directory(alive)).isDirectory();
            }
            assertThat(foreign).isDirectory();
            Files.delete(foreign);
        }
        assertThat(place).isEmptyDirectory();
    }

    /** A parent with a message under way, until it is killed. */
    static final class Parent {
        public static void main(String[] arguments) throws IOException {
            var inbox = files("files").in(Path.of(arguments[0])).open(new Terms(1, 1, new RawCodec(), BYTES));
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, BYTES);
            }
            System.out.println(NamedFilesTest.directory(inbox));
            System.in.read();
        }
    }
}
