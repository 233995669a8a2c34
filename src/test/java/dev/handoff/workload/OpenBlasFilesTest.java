package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenBlasFilesTest {
    @Test
    void machineCodeThatOthersMayHaveChangedIsNotLoaded(@TempDir Path directory) throws IOException {
        assertThatCode(() -> OpenBlasFiles.refuseForeign(directory)).doesNotThrowAnyException();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThatThrownBy(() -> OpenBlasFiles.refuseForeign(directory))
                .isInstanceOf(HandoffException.class)
                .hasMessage(
                        "OpenBLAS is not loaded from " + directory + ", which other users may write to; remove it, or"
                                + " set XDG_CACHE_HOME to a directory of your own");
    }
}
