package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing is said in a few lines, with what to do, before anything long begins. */
class LauncherNeedsTest {
    private static final String PYTHON_ADVICE = """
            Install it, for instance:
              sudo apt-get install python3 python3-venv   Debian, Ubuntu
              sudo dnf install python3                    Fedora
            or activate a conda environment made from environment.yml.
            """;

    private Sandbox sandbox;

    @BeforeEach
    void completeMachine(@TempDir Path directory) {
        sandbox = Sandbox.complete(directory);
    }

    @Test
    void maven() throws IOException {
        Files.delete(sandbox.bin.resolve("mvn"));
        refused("""
                handoff: Maven (mvn) was not found on the path.
                Install it, for instance:
                  sudo apt-get install maven                  Debian, Ubuntu
                  sudo dnf install maven                      Fedora
                  sdk install maven                           SDKMAN, without root
                """);
    }

    @Test
    void python() throws IOException {
        Files.delete(sandbox.bin.resolve("python3"));
        refused("handoff: Python 3.11 or later is needed; no Python was found on the path.\n" + PYTHON_ADVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10.13", "2.7.18", "3.9.2"})
    void newerPython(String old) {
        sandbox.withPython(old, "yes");
        refused("handoff: Python 3.11 or later is needed; found was Python %s (%s/python3).%n"
                        .formatted(old, sandbox.bin)
                + PYTHON_ADVICE);
    }

    @Test
    void aNewerPythonBesideAnOldOne() throws IOException {
        Files.move(sandbox.bin.resolve("python3"), sandbox.bin.resolve("python3.12"));
        sandbox.withPython("3.9.2", "yes");
        assertThat(sandbox.handoff("run").exit()).isZero();
    }

    @Test
    void pythonThatMakesEnvironments() {
        sandbox.withPython("3.11.2", "no");
        refused("""
                handoff: Python 3.11.2 (%s/python3) cannot make a virtual environment: its modules venv and ensurepip \
                are missing.
                Debian and Ubuntu have them in a package of their own:
                  sudo apt-get install python3-venv
                """.formatted(sandbox.bin));
    }

    @Test
    void linux() {
        sandbox.withUname("Darwin", "arm64");
        refused("""
                handoff: this is Darwin, and Handoff runs on Linux only (it needs memfd, futex and /proc).
                Use a Linux container, or WSL 2 on Windows.
                """);
    }

    @Test
    void aProcessorThatOpenBlasIsThereFor() {
        sandbox.withUname("Linux", "riscv64");
        refused("""
                handoff: this is a riscv64 machine; Handoff runs on x86_64 and aarch64 (it needs OpenBLAS as Maven has \
                it).
                """);
    }

    @Test
    void space() {
        sandbox.withFreeKib(1_500_000);
        refused("""
                handoff: only 1464 MB are free in %s; building needs 2 GB (2048 MB).
                Make space, or move the project to a larger disk.
                """.formatted(sandbox.project));
    }

    @Test
    void spaceOnlyWhereSomethingIsBuilt() {
        assertThat(sandbox.handoff("run").exit()).isZero();
        sandbox.withFreeKib(1_500_000);
        assertThat(sandbox.handoff("run").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could not transfer artifact a:b:pom:1 from/to central",
                "repo.example: Temporary failure in name resolution",
                "Cannot access central in offline mode"
            })
    void networkForMaven(String said) {
        sandbox.withMaven("echo '[ERROR] " + said + "'; exit 1");
        fails("""
                Building with Maven on JDK 25.0.1 (the first time it fetches libraries, which takes minutes) ...
                handoff: Maven could not fetch what it needs: is there a network? The first time, Handoff needs one.
                The whole output: %s/target/log/maven.log
                """.formatted(sandbox.project));
    }

    @Test
    void aProxyThatMavenDoesNotKnow() {
        sandbox.set("HTTPS_PROXY", "http://name:secret@proxy.example")
                .withMaven("echo '[ERROR] Could not transfer artifact a:b:pom:1 from/to central'; exit 1");
        fails("""
                Building with Maven on JDK 25.0.1 (the first time it fetches libraries, which takes minutes) ...
                handoff: Maven could not fetch what it needs: is there a network? The first time, Handoff needs one.
                The whole output: %s/target/log/maven.log
                Maven does not read the variable that names your proxy: name it in ~/.m2/settings.xml, too.
                """.formatted(sandbox.project));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to establish a new connection: [Errno -3]",
                "ERROR: Could not find a version that satisfies the requirement jjava==1.0a8 (from versions: none)"
            })
    void networkForPip(String said) {
        sandbox.withPython("3.12.4", "yes", "echo '" + said + "' >&2; exit 1");
        fails("""
                Building with Maven on JDK 25.0.1 (the first time it fetches libraries, which takes minutes) ...
                Making the Python environment .venv with Python 3.12.4 (this takes a minute or two) ...
                handoff: pip could not fetch what it needs: is there a network? The first time, Handoff needs one.
                The whole output: %s/target/log/python.log
                """.formatted(sandbox.project));
    }

    @Test
    void spaceWhileItIsBuilt() {
        sandbox.withMaven("echo 'java.io.IOException: No space left on device'; exit 1");
        fails("""
                Building with Maven on JDK 25.0.1 (the first time it fetches libraries, which takes minutes) ...
                handoff: Maven found no space left on the disk. The whole output: %s/target/log/maven.log
                """.formatted(sandbox.project));
    }

    @Test
    void sourcesThatCompile() {
        sandbox.withMaven("echo '[INFO] fine'; echo '[ERROR] Route.java:[3,1] class expected'; exit 1");
        fails("""
                Building with Maven on JDK 25.0.1 (the first time it fetches libraries, which takes minutes) ...
                handoff: Maven failed. The whole output: %s/target/log/maven.log
                  [ERROR] Route.java:[3,1] class expected
                """.formatted(sandbox.project));
    }

    /** Complained about at once: nothing was built. */
    private void refused(String message) {
        fails(message);
        assertThat(sandbox.calls()).isEmpty();
    }

    private void fails(String message) {
        var outcome = sandbox.handoff("run");
        assertThat(outcome.err()).isEqualTo(message);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exit()).isEqualTo(1);
    }
}
