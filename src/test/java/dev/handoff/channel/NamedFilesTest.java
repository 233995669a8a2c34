package dev.handoff.channel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import dev.handoff.spi.Tensor;
import dev.handoff.support.Crew;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message is while it is a file, and what the settings mean. */
@Timeout(60)
class NamedFilesTest {
    @TempDir
    Path place;

    private Inbox open(NamedFiles files, int capacity) {
        return files.in(place).open(new Terms(1, capacity, new RawCodec(), 100));
    }

    /** The path of the directory in which the messages of an inbox lie. */
    static Path directory(Inbox inbox) {
        return Path.of(((NamedFiles.Way) inbox.connector()).directory());
    }

    static List<String> names(Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aMessageIsAFileOfThisUserAloneUntilItIsRead() throws IOException {
        try (var inbox = open(NamedFiles.onDisk(), 2)) {
            var directory = directory(inbox);
            assertThat(permissions(directory)).isEqualTo("rwx------");
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 7, 100);
                Parcel.send(outbox, 0, 7, 100); // of the same number, as in warm-up and measurement
            }
            assertThat(names(directory)).containsExactly("message-0-7-0", "message-0-7-1");
            assertThat(permissions(directory.resolve("message-0-7-0"))).isEqualTo("rw-------");
            try (var received = inbox.next(Crew.limit())) {
                assertThat(names(directory)).containsExactly("message-0-7-1");
                Parcel.check(received.payload(), 0, 7, 100);
            }
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void aMappedMessageIsAFileUntilItIsClosedAndMayBeWritten() throws IOException {
        try (var inbox = open(NamedFiles.onDisk().mapped(), 1)) {
            var file = directory(inbox).resolve("message-0-0-0");
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, 100);
            }
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 0, 100);
                var written = Files.readAllBytes(file);
                ((Tensor) received.payload()).data().fill((byte) 3);
                assertThat(((Tensor) received.payload()).data().toArray(JAVA_BYTE))
                        .containsOnly(3);
                assertThat(file).hasBinaryContent(written);
            }
            assertThat(directory(inbox)).isEmptyDirectory();
        }
    }

    @Test
    void aLargeBlockIsWrittenFromWhereItLies() {
        List<String> charges = new ArrayList<>();
        var watch = new Stopwatch() {
            @Override
            public void charge(Phase left) {
                charges.add(left.label());
            }

            @Override
            public void published() {
                charges.add("published");
            }
        };
        try (var inbox = open(NamedFiles.onDisk(), 1)) {
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, FileSink.BUFFER, watch);
                inbox.next(Crew.limit()).close();
                // header, block, and what is left: nothing. A small message goes in one piece.
                assertThat(charges)
                        .containsExactly(
                                "wait for space", "encode", "write", "encode", "write", "encode", "write", "published");
                charges.clear();
                Parcel.send(outbox, 0, 1, 100, watch);
                assertThat(charges).containsExactly("wait for space", "encode", "write", "published");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"files, true", "files-synced, true", "files-cold, false", "files-cold-mapped, false"})
    void onlyWhatIsNotInThePageCacheIsLoadedFromTheDisk(String name, boolean cached) throws IOException {
        assumeThat(Storage.disk().kind())
                .as("the file system of %s brings files to a disk of this machine", Storage.disk())
                .isIn(Set.of("ext4", "xfs", "btrfs", "overlay"));
        int bytes = 4 << 20;
        try (var inbox = NamedFiles.named(name).orElseThrow().open(new Terms(1, 1, new RawCodec(), bytes))) {
            try (var outbox = inbox.connector().connect(0, e -> {})) {
                Parcel.send(outbox, 0, 0, bytes);
            }
            long before = readFromDisk();
            try (var received = inbox.next(Crew.limit())) {
                Parcel.check(received.payload(), 0, 0, bytes);
            }
            if (cached) {
                assertThat(readFromDisk() - before).isLessThan(bytes);
            } else {
                assertThat(readFromDisk() - before).isGreaterThanOrEqualTo(bytes);
            }
        }
    }

    private static long readFromDisk() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/io"))) {
            return lines.filter(line -> line.startsWith("read_bytes: "))
                    .mapToLong(line -> Long.parseLong(line.substring(12)))
                    .sum();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files",
                "files-mapped",
                "files-synced",
                "files-cold-checked",
                "files-memory",
                "files-memory-mapped-checked"
            })
    void everySettingHasItsName(String name) {
        assertThat(NamedFiles.named(name))
                .hasValueSatisfying(files -> assertThat(files.name()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file", "memory", "files-", "files-mapped-memory", "files-synced-cold", "files-fast"})
    void whatIsNoNameOfFilesIsNone(String name) {
        assertThat(NamedFiles.named(name)).isEmpty();
    }

    @Test
    void aDirectoryOfOnesOwnIsInTheName() {
        assertThat(NamedFiles.onDisk().in(Path.of("some/scratch")).synced().name())
                .isEqualTo("files-in-scratch-synced");
        assertThat(NamedFiles.onDisk().in(Path.of("/")).name()).isEqualTo("files-in-root");
    }

    @Test
    void storageSaysWhatItIs() {
        assertThat(Storage.memory().inMemory()).isTrue();
        assertThat(Storage.memory().kind()).isEqualTo("tmpfs");
        assertThat(Storage.memory().usableBytes()).isPositive();
        assertThat(Storage.in(place).directory()).isAbsolute();
    }

    private static void refused(NamedFiles files, Terms terms, Class<? extends Exception> type, String pattern) {
        assertThatThrownBy(() -> files.open(terms)).isInstanceOf(type).message().matches(pattern);
    }

    @Test
    void whatCannotBeOpenedIsRefusedWithWhatToDo() {
        var small = new Terms(1, 3, new RawCodec(), 8);
        refused(
                NamedFiles.onDisk().inMemory().synced(),
                small,
                IllegalArgumentException.class,
                "synced files are brought to their disk, but /dev/shm is tmpfs, which is memory;"
                        + " choose a directory on a disk");
        refused(
                new NamedFiles(new Storage("", Path.of("/dev/shm")), NamedFiles.Caching.CACHED, false, false),
                small,
                IllegalArgumentException.class,
                "files on a disk were asked for, but /dev/shm is tmpfs, which is memory;"
                        + " choose a directory on a disk, or files in memory");
        refused(
                NamedFiles.onDisk().in(place.resolve("none")),
                small,
                HandoffException.class,
                "there is no directory " + place + "/none; make it, or choose another");
        refused(
                NamedFiles.onDisk().in(place),
                new Terms(1, 3, new RawCodec(), (1L << 50) - 128),
                IllegalArgumentException.class,
                "files take up to 3377699721 MB in " + place + " \\(3 messages under way, 1125899906\\.8 MB each\\),"
                        + " and \\d+ MB are free there; use a smaller capacity or payload, or another directory");
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void theChecksumIsThatOfTheWholeWhateverThePieces() {
        var bytes = MemorySegment.ofArray("123456789".getBytes(US_ASCII));
        var checksum = new Checksum();
        checksum.add(bytes.asSlice(0, 4));
        checksum.add(bytes.asSlice(4));
        assertThat(checksum.value()).isEqualTo(0xE3069283); // the check value that catalogues of CRCs give for CRC-32C
    }
}
