package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two ways to get the Python packages give the same ones, and NumPy computes with the OpenBLAS that Java uses. */
class PinsAgreeTest {
    private static final Path OURS = Path.of("src/main/python/requirements.txt");
    private static final Path TESTS = Path.of("src/test/python/requirements.txt");

    @Test
    void condaInstallsTheVeryFileOfTheVirtualEnvironment() throws IOException {
        var environment = Files.readString(Path.of("environment.yml"));
        assertThat(environment).endsWith("""
                dependencies:
                  - python>=3.11
                  - pip
                  - openjdk=25
                  - maven
                  - pip:
                      - -r src/main/python/requirements.txt
                """);
        assertThat(Path.of("src/main/sh/prepare.sh"))
                .content()
                .contains("requirements=$project/src/main/python/requirements.txt\n");
    }

    @Test
    void everyPackageIsPinned() throws IOException {
        var pin = Pattern.compile("#.*|[A-Za-z0-9._-]+==[0-9][0-9a-z.]*");
        for (var requirements : List.of(OURS, TESTS)) {
            assertThat(Files.readAllLines(requirements))
                    .filteredOn(line -> !line.isBlank())
                    .allMatch(pin.asMatchPredicate());
        }
    }

    @Test
    void nothingIsInstalledThatIsNotPinned() throws IOException {
        var freeze = python("-m", "pip", "--disable-pip-version-check", "freeze")
                .lines()
                .toList();
        var both = new ArrayList<>(pins(OURS));
        both.addAll(pins(TESTS));
        assertThat(freeze).containsAll(pins(OURS)).isSubsetOf(both);
    }

    private static List<String> pins(Path requirements) throws IOException {
        return Files.readAllLines(requirements).stream()
                .filter(line -> line.contains("=="))
                .toList();
    }

    @Test
    void bothLanguagesComputeWithTheSameOpenBlas() throws IOException {
        var numpys = python("-c", """
                import numpy
                print(numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]["version"])""");
        var ours = Pattern.compile("<openblas.version>(\\d+\\.\\d+\\.\\d+)-")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(ours.find()).isTrue();
        assertThat(numpys).startsWith(ours.group(1) + ".");
    }

    private static String python(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Environment.python()));
        command.addAll(List.of(arguments));
        var outcome = Outcome.of(new ProcessBuilder(command).start());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out();
    }
}
