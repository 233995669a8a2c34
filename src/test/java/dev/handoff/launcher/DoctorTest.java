package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor names everything at once, needs nothing and changes nothing. */
class DoctorTest {
    @Test
    void withNothingInstalled(@TempDir Path directory) {
        var sandbox = new Sandbox(directory).withUname("Linux", "x86_64").withFreeKib(100_000_000);
        sandbox.withJdk("usr/lib/jvm/java-17", "17.0.15");
        var outcome = sandbox.handoff("doctor");
        assertThat(outcome.out()).isEqualTo("""
                system     ok       Linux on x86_64
                JDK 25     missing  not Java 17.0.15 in %1$s/usr/lib/jvm/java-17
                Maven      missing\s\s
                Python     missing\s\s
                disk       ok       95 GB free
                build      not yet  made when needed
                packages   not yet  made when needed

                no JDK 25 was found, but:
                  Java 17.0.15 in %1$s/usr/lib/jvm/java-17
                Install one, for instance:
                  sudo apt-get install openjdk-25-jdk         Debian, Ubuntu
                  sudo dnf install java-25-openjdk-devel      Fedora
                  sdk install java 25-tem                     SDKMAN, without root
                or set HANDOFF_JAVA_HOME to the directory of a JDK 25.
                Maven (mvn) was not found on the path.
                Install it, for instance:
                  sudo apt-get install maven                  Debian, Ubuntu
                  sudo dnf install maven                      Fedora
                  sdk install maven                           SDKMAN, without root
                Python 3.11 or later is needed; no Python was found on the path.
                Install it, for instance:
                  sudo apt-get install python3 python3-venv   Debian, Ubuntu
                  sudo dnf install python3                    Fedora
                or activate a conda environment made from environment.yml.
                """.formatted(sandbox.machine));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(sandbox.project.resolve("target")).doesNotExist();
    }

    @Test
    void withEverythingInstalledAndBuilt(@TempDir Path directory) {
        var sandbox = Sandbox.complete(directory).withUname("Linux", "aarch64");
        sandbox.handoff("run");
        sandbox.withFreeKib(1_000_000);
        var outcome = sandbox.handoff("doctor");
        assertThat(outcome.out()).isEqualTo("""
                system     ok       Linux on aarch64
                JDK 25     ok       25.0.1 in %1$s/usr/lib/jvm/jdk-25
                Maven      ok       %2$s/mvn
                Python     ok       3.12.4, %2$s/python3
                disk       ok       976 MB free, enough now that everything is built
                build      ok       %3$s/target/handoff.jar
                packages   ok       %3$s/.venv

                Nothing is missing: ./handoff run
                """.formatted(sandbox.machine, sandbox.bin, sandbox.project));
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void onAnotherSystemAndAFullDisk(@TempDir Path directory) {
        var sandbox = Sandbox.complete(directory).withUname("Darwin", "arm64").withFreeKib(1_000_000);
        var outcome = sandbox.handoff("doctor");
        assertThat(outcome.out())
                .contains("system     missing  Darwin on arm64", "disk       missing  976 MB free")
                .endsWith("""

                        this is Darwin, and Handoff runs on Linux only (it needs memfd, futex and /proc).
                        Use a Linux container, or WSL 2 on Windows.
                        only 976 MB are free in %s; building needs 2 GB (2048 MB).
                        Make space, or move the project to a larger disk.
                        """.formatted(sandbox.project));
        assertThat(outcome.exit()).isEqualTo(1);
    }
}
