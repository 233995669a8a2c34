package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is there and up to date is used; what is not is made, once, whoever asks for it at the same time. */
class LauncherPreparesTest {
    private Sandbox sandbox;

    @BeforeEach
    void completeMachine(@TempDir Path directory) {
        sandbox = Sandbox.complete(directory);
    }

    @Test
    void everythingIsMadeOnce() {
        run();
        assertThat(sandbox.calls()).containsExactly(maven(), "venv", "pip");
        assertThat(run().err()).isEmpty();
        assertThat(sandbox.calls()).hasSize(3);
    }

    @Test
    void aChangedSourceIsBuilt() throws IOException {
        run();
        var source = sandbox.project.resolve("src/main/java/New.java");
        sandbox.file(source, "class New {}");
        run();
        assertThat(sandbox.calls()).containsExactly(maven(), "venv", "pip", maven());
        Files.delete(source); // a source that went away changes its directory
        run();
        assertThat(sandbox.calls()).hasSize(5);
    }

    @Test
    void aHalfMadeEnvironmentIsMadeAgain() throws IOException {
        sandbox.withPython("3.12.4", "yes", "exit 1");
        assertThat(sandbox.handoff("run").exit()).isEqualTo(1);
        assertThat(sandbox.project.resolve(".venv/bin/python")).exists();
        Files.delete(sandbox.calls);

        sandbox.withPython("3.12.4", "yes");
        run();
        assertThat(sandbox.calls()).containsExactly("venv", "pip");
    }

    @Test
    void anEnvironmentOfOtherRequirementsIsMadeAgain() {
        run();
        sandbox.file(sandbox.project.resolve("src/main/python/requirements.txt"), "numpy==9\n");
        run();
        assertThat(sandbox.calls()).containsExactly(maven(), "venv", "pip", "venv", "pip");
    }

    @Test
    void whatTheTestsNeedIsAddedToAnEnvironmentThatIsMadeAgain() {
        sandbox.handoff("test");
        assertThat(sandbox.calls()).filteredOn("pip"::equals).hasSize(2);
        sandbox.file(sandbox.project.resolve("src/main/python/requirements.txt"), "numpy==9\n");
        sandbox.handoff("test");
        assertThat(sandbox.calls()).filteredOn("pip"::equals).hasSize(4);
    }

    @Test
    void aMovedProjectMakesItsEnvironmentAgain() throws IOException {
        run();
        var moved = Files.move(sandbox.project, sandbox.machine.resolve("moved"));
        var outcome = sandbox.run(moved, moved.resolve("handoff").toString(), "run");
        assertThat(outcome.exit()).isZero();
        assertThat(sandbox.calls()).containsExactly(maven(), "venv", "pip", "venv", "pip");
    }

    @Test
    @Timeout(60)
    void twoAtOnceMakeItOnce() throws Exception {
        var release = sandbox.machine.resolve("release");
        sandbox.withPython("3.12.4", "yes", "while [[ ! -e " + release + " ]]; do sleep 0.02; done");
        var first = sandbox.start(sandbox.project, "handoff", "run");
        try {
            while (!sandbox.calls().contains("pip")) {
                Thread.sleep(10);
            }
            var second = sandbox.start(sandbox.project, "handoff", "run");
            try (var complaints = second.errorReader()) {
                assertThat(complaints.readLine()).isEqualTo("Waiting for another ./handoff that builds here ...");
                Files.createFile(release);
                assertThat(second.waitFor()).isZero();
            } finally {
                second.destroy();
            }
            assertThat(first.waitFor()).isZero();
        } finally {
            Files.write(release, List.of());
            first.destroy();
        }
        assertThat(sandbox.calls()).containsExactly(maven(), "venv", "pip");
    }

    @Test
    void fromAnotherDirectoryAndThroughALink() throws IOException {
        var link = Files.createSymbolicLink(sandbox.home.resolve("measure it"), sandbox.project.resolve("handoff"));
        var outcome = sandbox.run(sandbox.home, link.toString(), "run", "--out", "here");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .isEqualTo(
                        "python %1$s/src/main/python/run_notebook.py %1$s/notebooks/01-the-experiment.ipynb --out here"
                                        .formatted(sandbox.project)
                                + " at scale standard\n");
    }

    @Test
    void anActiveCondaEnvironmentMadeForItIsUsed() {
        var conda = sandbox.machine.resolve("conda/envs/handoff");
        sandbox.set("CONDA_PREFIX", conda.toString());
        sandbox.withProgram("../conda/envs/handoff/bin/python", """
                if [[ $1 == *write_kernelspec.py ]]; then for directory; do :; done; echo "$directory" >>"$CALLS"; fi
                if [[ $1 == *run_notebook.py ]]; then echo "conda's python, HANDOFF_PYTHON is $HANDOFF_PYTHON"; fi""");
        assertThat(run().out()).isEqualTo("conda's python, HANDOFF_PYTHON is " + conda + "/bin/python\n");
        assertThat(sandbox.calls()).containsExactly(maven(), conda + "/share/jupyter/kernels/handoff");
        assertThat(sandbox.project.resolve(".venv")).doesNotExist();
    }

    @Test
    void anyOtherCondaEnvironmentIsPassedOver() {
        sandbox.set("CONDA_PREFIX", sandbox.machine.resolve("conda").toString());
        sandbox.withProgram("../conda/bin/python", "exit 1");
        run();
        assertThat(sandbox.calls()).containsExactly(maven(), "venv", "pip");
    }

    private Sandbox.Outcome run() {
        var outcome = sandbox.handoff("run");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome;
    }

    private String maven() {
        return "mvn -B -q -Dstyle.color=never -DskipTests package on " + sandbox.jdk("usr/lib/jvm/jdk-25");
    }
}
