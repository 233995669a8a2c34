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

/** The JDK is looked for in a stated order; where there is none, what was found instead is named. */
class LauncherFindsJavaTest {
    private static final String ADVICE = """
            Install one, for instance:
              sudo apt-get install openjdk-25-jdk         Debian, Ubuntu
              sudo dnf install java-25-openjdk-devel      Fedora
              sdk install java 25-tem                     SDKMAN, without root
            """;

    private Sandbox sandbox;

    @BeforeEach
    void machineWithoutJava(@TempDir Path directory) {
        sandbox = new Sandbox(directory).withMaven("").withPython("3.11.0", "yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/java-25-openjdk",
                "usr/java/latest",
                "opt/jdk-25.0.1",
                "home/.sdkman/candidates/java/25-tem",
                "home/.jdks/temurin-25"
            })
    void usualPlaces(String place) {
        sandbox.withJdk(place, "25.0.1").withJdk("usr/lib/jvm/a-java-17", "17.0.15");
        assertThat(found()).isEqualTo(sandbox.jdk(place).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.1", "25-ea", "25+36"})
    void everyKindOf25(String version) {
        sandbox.withJdk("usr/lib/jvm/x", version);
        assertThat(found()).isEqualTo(sandbox.jdk("usr/lib/jvm/x").toString());
    }

    @Test
    void explicitThenJavaHomeThenPathThenUsualPlaces() throws IOException {
        for (var place : new String[] {"explicit", "java-home", "on-path", "usr/lib/jvm/usual"}) {
            sandbox.withJdk(place, "25.0.1");
        }
        assertThat(found()).isEqualTo(sandbox.jdk("usr/lib/jvm/usual").toString());

        // as distributions do it: a link to a link
        Files.createSymbolicLink(
                sandbox.machine.resolve("alternative"), sandbox.jdk("on-path").resolve("bin/java"));
        Files.createSymbolicLink(sandbox.bin.resolve("java"), sandbox.machine.resolve("alternative"));
        assertThat(found()).isEqualTo(sandbox.jdk("on-path").toString());

        sandbox.set("JAVA_HOME", sandbox.jdk("java-home").toString());
        assertThat(found()).isEqualTo(sandbox.jdk("java-home").toString());

        sandbox.set("HANDOFF_JAVA_HOME", sandbox.jdk("explicit").toString());
        assertThat(found()).isEqualTo(sandbox.jdk("explicit").toString());
    }

    @Test
    void anOlderJavaHomeIsPassedOver() {
        sandbox.withJdk("old", "17.0.15").withJdk("usr/lib/jvm/new", "25.0.1");
        sandbox.set("JAVA_HOME", sandbox.jdk("old").toString());
        assertThat(found()).isEqualTo(sandbox.jdk("usr/lib/jvm/new").toString());
    }

    @Test
    void noJavaAtAll() {
        refused("handoff: no JDK 25 was found, nor any other Java.\n" + ADVICE
                + "or set HANDOFF_JAVA_HOME to the directory of a JDK 25.\n");
    }

    @Test
    void onlyOthers() {
        sandbox.withJdk("usr/lib/jvm/java-17", "17.0.15")
                .withJre("usr/lib/jvm/jre-25", "25.0.1")
                .withJdk("usr/lib/jvm/java-26", "26");
        refused("""
                handoff: no JDK 25 was found, but:
                  Java 17.0.15 in %1$s/usr/lib/jvm/java-17
                  Java 26 in %1$s/usr/lib/jvm/java-26
                  Java 25.0.1 in %1$s/usr/lib/jvm/jre-25, without a compiler (a JRE, not a JDK)
                """.formatted(sandbox.machine) + ADVICE + "or set HANDOFF_JAVA_HOME to the directory of a JDK 25.\n");
    }

    @Test
    void anExplicitOneIsNeverSilentlyReplaced() {
        sandbox.withJdk("usr/lib/jvm/java-25", "25.0.1").withJdk("mine", "21.0.2");
        sandbox.set("HANDOFF_JAVA_HOME", sandbox.jdk("mine").toString());
        refused("""
                handoff: HANDOFF_JAVA_HOME is '%1$s/mine', which is not the directory of a JDK 25.
                  Java 21.0.2 in %1$s/mine
                """.formatted(sandbox.machine) + ADVICE + "or correct HANDOFF_JAVA_HOME, or unset it.\n");
    }

    /** The JDK that Maven was run on. */
    private String found() {
        sandbox.file(sandbox.project.resolve("pom.xml"), "changed");
        var outcome = sandbox.handoff("measure");
        assertThat(outcome.err()).startsWith("Building with Maven on JDK 25");
        var call = sandbox.calls().getLast();
        return call.substring(call.indexOf(" on ") + 4);
    }

    private void refused(String message) {
        var outcome = sandbox.handoff("run");
        assertThat(outcome.err()).isEqualTo(message);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(sandbox.calls()).isEmpty();
    }
}
