package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Arm;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved and passed on says what was measured, and nothing of who measured it and where on the disk. */
@Timeout(120)
class PrivacyTest {
    /** Not of /proc: where shared memory lies while a process has it, a notebook may say. */
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w.)>}-])/(home|root|tmp|usr|var|opt|etc|mnt|srv|work|data|Users)/[\\w.-]+");

    private static final int TELLING = 8;

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aCommittedNotebookHasNoPathIncludingItsOutputs(Path notebook) throws IOException {
        assertThat(PATH.matcher(Files.readString(notebook))
                        .results()
                        .map(found -> found.group())
                        .toList())
                .isEmpty();
        assertThat(Files.readString(notebook)).doesNotContain(System.getProperty("user.home") + "/");
    }

    @Test
    void theResultsOfARunHoldNothingOfTheUser(@TempDir Path directory) throws IOException {
        var file = directory.resolve("results.json");
        try (var session = Session.open()) {
            session.run(Experiment.of(Workload.dot(5).sending(Payloads.zeros(10)))
                            .workers(1)
                            .messages(3)
                            .arms(Arm.HEAVY)
                            .via(
                                    Route.queue(),
                                    Route.slots(),
                                    Route.unixSocket(),
                                    Route.files(files -> files.in(directory))))
                    .save(file);
        }
        var text = Files.readString(file);
        assertThat(PATH.matcher(text).results().map(found -> found.group()).toList())
                .isEmpty();
        assertThat(text).as("a token").doesNotContainPattern("[0-9a-f]{64}");
        for (var secret : ofTheUser()) {
            assertThat(text).doesNotContainPattern("(?<!\\w)" + Pattern.quote(secret) + "(?!\\w)");
        }
    }

    private static List<String> ofTheUser() throws IOException {
        var all = new ArrayList<>(List.of(
                System.getProperty("user.name"),
                System.getProperty("user.home"),
                System.getProperty("user.dir"),
                System.getProperty("java.home"),
                InetAddress.getLocalHost().getHostName()));
        System.getenv().entrySet().stream()
                .filter(entry -> entry.getValue().length() >= TELLING)
                .map(Map.Entry::getValue)
                .forEach(all::add);
        return all;
    }
}
