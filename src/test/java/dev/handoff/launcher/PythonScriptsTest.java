package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The small scripts beside the launcher: the kernelspec, and the counts at the end of the tests. */
class PythonScriptsTest {
    @TempDir
    private Path directory;

    @Test
    void theKernelspecStartsJJavaOnTheJdkThatWasFound() throws IOException {
        var kernel = kernelspec();
        assertThat(kernel.get("argv").valueStream().map(JsonNode::asString))
                .startsWith("/jdk/bin/java", "--one", "--two", "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED")
                .contains("-Djava.awt.headless=true", "-javaagent:/a project/target/handoff-agent.jar")
                .endsWith("{connection_file}")
                .anyMatch(argument -> argument.endsWith("/share/jupyter/kernels/java/jjava.jar"));
        assertThat(kernel.get("display_name").asString()).isEqualTo("Java (Handoff)");
        assertThat(kernel.get("language").asString()).isEqualTo("java");
        assertThat(kernel.get("interrupt_mode").asString()).isEqualTo("message");
        var variables = kernel.get("env");
        assertThat(variables.get("JJAVA_CLASSPATH").asString())
                .isEqualTo("/a project/target/handoff.jar:/a project/target/lib/*.jar");
        assertThat(variables.get("JJAVA_STARTUP_SCRIPTS_PATH").asString())
                .isEqualTo("/a project/src/main/jupyter/startup.jsh");
        assertThat(variables.get("HANDOFF_JAVA_HOME").asString()).isEqualTo("/jdk");
        assertThat(variables.get("HANDOFF_PYTHON").asString()).isEqualTo(Environment.python());
    }

    @Test
    void theSameForIJava() throws IOException {
        var jar = directory.resolve("ijava.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("io/github/spencerpark/ijava/IJava.class"));
        }
        var kernel = kernelspec("--ijava", jar);
        assertThat(kernel.get("argv").valueStream().map(JsonNode::asString))
                .contains(jar.toString(), "-javaagent:/a project/target/handoff-agent.jar");
        assertThat(kernel.get("display_name").asString()).isEqualTo("Java (Handoff, IJava)");
        assertThat(kernel.get("env").get("IJAVA_STARTUP_SCRIPTS_PATH").asString())
                .isEqualTo("/a project/src/main/jupyter/startup.jsh:/a project/src/main/jupyter/ijava-startup.jsh");
        assertThat(kernel.get("env").propertyNames())
                .containsExactly(
                        "IJAVA_CLASSPATH", "IJAVA_STARTUP_SCRIPTS_PATH", "HANDOFF_JAVA_HOME", "HANDOFF_PYTHON");
    }

    @Test
    void aJarThatIsNotThereIsRefused() {
        var outcome = Environment.run(
                "write_kernelspec.py", directory, "--project", "/p", "--java-home", "/jdk", "--ijava", "/x");
        assertThat(outcome.err()).isEqualTo("handoff: the kernel's jar is not there: /x\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aJarOfSomethingElseIsRefused() throws IOException {
        var jar = Files.writeString(directory.resolve("other.jar"), "no zip");
        var outcome = Environment.run(
                "write_kernelspec.py", directory, "--project", "/p", "--java-home", "/jdk", "--ijava", jar);
        assertThat(outcome.err())
                .isEqualTo(
                        "handoff: " + jar + " is not IJava's jar: it has no io/github/spencerpark/ijava/IJava.class\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void countsEveryModuleAndGivesReasons() throws IOException {
        report("target/surefire-reports/TEST-a.xml", """
                <testcase classname="dev.handoff.ATest" name="good"/>
                <testcase classname="dev.handoff.ATest" name="good too"><system-out>text</system-out></testcase>
                <testcase classname="dev.handoff.BTest" name="">
                  <skipped message="org.opentest4j.TestAbortedException: Assumption failed: Chromium is not installed"/></testcase>""");
        report("module/target/failsafe-reports/TEST-b.xml", """
                <testcase classname="dev.handoff.CTest" name="off"><skipped/></testcase>
                <testcase classname="dev.handoff.CTest" name="bad"><failure message="1 &lt; 2&#10;more"/></testcase>
                <testcase classname="dev.handoff.CTest" name="broken"><error>boom
                at there</error></testcase>""");
        report("target/surefire-reports/TEST-c.xml", "");
        var outcome = Environment.run("count_tests.py", directory, "--build-exit", "1");
        assertThat(outcome.out()).isEqualTo("""

                skipped: BTest: Chromium is not installed
                skipped: DTest: the whole class, and the report does not say why
                skipped: CTest.off: no reason was given
                failed: CTest.bad: 1 < 2
                failed: CTest.broken: boom
                2 passed, 2 failed, 3 skipped
                """);
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsWithoutATestIsAFailure() throws IOException {
        report("target/surefire-reports/TEST-a.xml", "<testcase classname=\"ATest\" name=\"good\"/>");
        assertThat(Environment.run("count_tests.py", directory).exit()).isZero();
        var outcome = Environment.run("count_tests.py", directory, "--build-exit", "1");
        assertThat(outcome.out()).isEqualTo("""

                The build failed, though no test did: see Maven's messages above.
                1 passed, 0 failed, 0 skipped
                """);
        assertThat(outcome.exit()).isEqualTo(1);
    }

    private JsonNode kernelspec(Object... more) throws IOException {
        var kernel = directory.resolve("kernel");
        var arguments = new ArrayList<Object>(
                List.of(kernel, "--project", "/a project", "--java-home", "/jdk", "--flags=--one --two"));
        arguments.addAll(List.of(more));
        var outcome = Environment.run("write_kernelspec.py", arguments.toArray());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return JsonMapper.shared().readTree(Files.readString(kernel.resolve("kernel.json")));
    }

    private void report(String file, String cases) throws IOException {
        var path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "<testsuite name=\"dev.handoff.DTest\">" + cases + "</testsuite>");
    }
}
