package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFileTest {
    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    @TempDir
    Path directory;

    private Path written() throws IOException {
        return Files.write(directory.resolve("file"), BYTES);
    }

    @Test
    void whatIsWrittenPieceByPieceIsAFileOfThisUserAlone() throws IOException {
        var path = directory.resolve("ünïcode");
        try (var arena = Arena.ofConfined();
                var file = SystemFile.create(path)) {
            var bytes = arena.allocate(BYTES.length).copyFrom(MemorySegment.ofArray(BYTES));
            file.writeFully(bytes.asSlice(0, 2));
            file.writeFully(bytes.asSlice(2));
            file.sync();
            file.forget();
        }
        assertThat(path).hasBinaryContent(BYTES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void isReadFromItsBeginningUntilItEnds() throws IOException {
        try (var arena = Arena.ofConfined();
                var file = SystemFile.open(written())) {
            var got = arena.allocate(8);
            assertThat(file.size()).isEqualTo(5);
            assertThat(file.read(got.asSlice(0, 2))).isEqualTo(2);
            assertThat(file.read(got.asSlice(2))).isEqualTo(3);
            assertThat(got.toArray(JAVA_BYTE)).containsExactly(1, 2, 3, 4, 5, 0, 0, 0);
        }
    }

    @Test
    void whatIsMappedOutlivesTheFileAndChangesWithoutIt() throws IOException {
        var path = written();
        MemorySegment mapped;
        try (var arena = Arena.ofConfined()) {
            try (var file = SystemFile.open(path)) {
                mapped = file.map(5, arena);
                assertThat(file.map(0, arena).byteSize()).isZero();
            }
            mapped.set(JAVA_BYTE, 0, (byte) 9);
            assertThat(mapped.toArray(JAVA_BYTE)).containsExactly(9, 2, 3, 4, 5);
            assertThat(path).hasBinaryContent(BYTES);
        }
        assertThatThrownBy(() -> mapped.get(JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRenamedFileReplacesTheOneOfThatName() throws IOException {
        var from = written();
        var to = Files.writeString(directory.resolve("other"), "another");
        SystemFile.rename(from, to);
        assertThat(to).hasBinaryContent(BYTES);
        assertThat(from).doesNotExist();
    }

    @Test
    void aDirectoryIsLockedByOneAtATime() {
        try (var second = SystemFile.open(directory)) {
            try (var first = SystemFile.open(directory)) {
                assertThat(first.tryLock()).isTrue();
                assertThat(second.tryLock()).isFalse();
            }
            assertThat(second.tryLock()).isTrue();
        }
    }

    @Test
    void whatCannotBeDoneIsNamed() throws IOException {
        var there = written();
        var gone = directory.resolve("gone");
        assertThatThrownBy(() -> SystemFile.create(there))
                .isInstanceOf(HandoffException.class)
                .hasMessage("creating " + there + ": File exists (errno 17)");
        assertThatThrownBy(() -> SystemFile.open(gone))
                .isInstanceOf(HandoffException.class)
                .hasMessage("opening " + gone + ": No such file or directory (errno 2); choose a directory from which"
                        + " nobody else deletes");
        assertThatThrownBy(() -> SystemFile.rename(gone, there))
                .isInstanceOf(HandoffException.class)
                .hasMessage("renaming " + gone + ": No such file or directory (errno 2); choose a directory from which"
                        + " nobody else deletes");
        try (var arena = Arena.ofConfined();
                var reading = SystemFile.open(there)) {
            assertThatThrownBy(() -> reading.writeFully(arena.allocate(1)))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("writing " + there + ": Bad file descriptor (errno 9)");
        }
    }
}
