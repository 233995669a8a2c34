package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    @Test
    void aProcessOfWhichNothingCouldBeMadeIsKilled() throws Exception {
        List<Process> started = new ArrayList<>();

        assertThatThrownBy(() -> ChildProcess.start(new ProcessBuilder("sleep", "1000"), process -> {
                    started.add(process);
                    throw new IllegalStateException("no thread to listen to it");
                }))
                .hasMessage("no thread to listen to it");

        assertThat(started).hasSize(1);
        assertThat(started.getFirst().waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void eachProcessBearsAMarkOfItsOwn() throws Exception {
        assertThat(markOf()).matches(ProcessHandle.current().pid() + "-\\d+").isNotEqualTo(markOf());
    }

    private static String markOf() throws Exception {
        var process = ChildProcess.start(new ProcessBuilder("printenv", "HANDOFF_CHILD"), Function.identity());
        try (var lines = process.inputReader()) {
            return lines.readLine();
        }
    }
}
