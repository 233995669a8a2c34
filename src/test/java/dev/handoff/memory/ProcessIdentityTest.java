package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.HandoffException;
import dev.handoff.support.Crew;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessIdentityTest {
    @Test
    void thisProcessIsAliveAndAlwaysTheSame() {
        var self = ProcessIdentity.current();
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.isAlive()).isTrue();
        assertThat(ProcessIdentity.of(self.pid())).isEqualTo(self);
    }

    @Test
    void fitsALong() {
        var largest = new ProcessIdentity((1L << 22) - 1, (1L << 41) - 2);
        assertThat(largest.toLong()).isPositive();
        assertThat(ProcessIdentity.fromLong(largest.toLong())).isEqualTo(largest);
        assertThat(ProcessIdentity.fromLong(ProcessIdentity.current().toLong())).isEqualTo(ProcessIdentity.current());
    }

    @Test
    void anIdThatAnotherProcessHasNowIsADeathAllTheSame() {
        var self = ProcessIdentity.current();
        assertThat(new ProcessIdentity(self.pid(), self.startTicks() - 1).isAlive())
                .isFalse();
    }

    /** A shell starts a child, and becomes a program that never asks what became of it. */
    @Test
    void aProcessThatHasEndedIsDeadEvenIfItsParentTookNoNotice() throws IOException {
        var parent = new ProcessBuilder("bash", "-c", "sleep 600 & echo $!; exec sleep 600").start();
        try (var lines = parent.inputReader()) {
            var child = ProcessIdentity.of(Long.parseLong(lines.readLine()));
            Crew.until(
                    "the shell is one no longer",
                    () -> parent.info().command().orElse("").endsWith("sleep"));
            ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
            Crew.until("it is told dead", () -> !child.isAlive());
            assertThat(ProcessIdentity.of(child.pid()))
                    .as("the system still lists it")
                    .isEqualTo(child);
        } finally {
            parent.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aProcessThatIsNotThereHasNoIdentity() {
        long noProcess = (1L << 22) - 1;
        assertThatThrownBy(() -> ProcessIdentity.of(noProcess))
                .isInstanceOf(HandoffException.class)
                .hasMessage("there is no process " + noProcess);
        assertThat(new ProcessIdentity(noProcess, 1).isAlive()).isFalse();
    }
}
