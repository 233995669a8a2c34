package dev.handoff.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A made-up machine for the launcher: a copy of it in a project whose path has a space, the coreutils and nothing else
 * on the path, an empty home, and stand-ins for Java, Maven and Python where a test puts them.
 */
final class Sandbox {
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cp",
            "df",
            "dirname",
            "flock",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sha256sum",
            "sleep",
            "touch",
            "uname");

    final Path machine;
    final Path project;
    final Path bin;
    final Path home;
    /** What the stand-ins were asked to do, a line each. */
    final Path calls;

    private final Map<String, String> environment = new HashMap<>();

    Sandbox(Path directory) {
        try {
            machine = directory.toRealPath().resolve("machine");
            project = Files.createDirectories(machine.resolve("a project"));
            bin = Files.createDirectories(machine.resolve("bin"));
            home = Files.createDirectories(machine.resolve("home"));
            calls = machine.resolve("calls");
            copy("handoff", "pom.xml", "src/main/sh", "src/main/python", "src/test/python");
            assertThat(project.resolve("handoff").toFile().setExecutable(true)).isTrue();
            for (var tool : TOOLS) {
                Files.copy(onPath(tool), bin.resolve(tool));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set("PATH", bin.toString());
        set("HOME", home.toString());
        set("HANDOFF_SEARCH_ROOT", machine.toString());
        set("CALLS", calls.toString());
    }

    /** A machine on which everything needed is installed. */
    static Sandbox complete(Path directory) {
        return new Sandbox(directory)
                .withJdk("usr/lib/jvm/jdk-25", "25.0.1")
                .withMaven("")
                .withPython("3.12.4", "yes")
                .withNotebooks("01-the-experiment.ipynb", "05-files.ipynb");
    }

    private Sandbox withNotebooks(String... names) {
        for (var name : names) {
            file(project.resolve("notebooks").resolve(name), "{}");
        }
        return this;
    }

    Sandbox set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a program on the path, written in bash. */
    Sandbox withProgram(String name, String script) {
        return file(bin.resolve(name), "#!" + bin.resolve("bash") + "\n" + script + "\n");
    }

    /** Another system and processor than this machine's. */
    Sandbox withUname(String system, String processor) {
        return withProgram("uname", "if [[ $1 == -m ]]; then echo " + processor + "; else echo " + system + "; fi");
    }

    Sandbox withFreeKib(long kib) {
        return withProgram(
                "df",
                "echo Filesystem 1024-blocks Used Available Capacity Mounted on\n" + "echo /dev/disk 99999999 1 " + kib
                        + " 1% /");
    }

    Sandbox withJdk(String place, String version) {
        return withJre(place, version).file(machine.resolve(place).resolve("bin/javac"), "#!/bin/false\n");
    }

    Sandbox withJre(String place, String version) {
        var home = machine.resolve(place);
        file(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return file(home.resolve("bin/java"), "#!" + bin.resolve("bash") + "\necho \"java $*\"\n");
    }

    /** Maven that makes the jar, after it did what is given. */
    Sandbox withMaven(String first) {
        return withProgram("mvn", """
                echo "mvn $* on $JAVA_HOME" >>"$CALLS"
                %s
                mkdir -p target/lib
                : >target/handoff.jar""".formatted(first));
    }

    Sandbox withPython(String version, String venv) {
        return withPython(version, venv, "");
    }

    /** Python that makes environments with itself in them; {@code pip} does what is given, other calls are shown. */
    Sandbox withPython(String version, String venv, String pip) {
        return withProgram("python3", """
                case "$*" in
                    *ensurepip*) echo "%s %s" ;;
                    "-m venv --clear "*)
                        echo venv >>"$CALLS"
                        rm -rf "$4"
                        mkdir -p "$4/bin"
                        cp "$0" "$4/bin/python" ;;
                    "-m pip "*) echo pip >>"$CALLS"
                        %s
                        ;;
                    -c*) ;;
                    *write_kernelspec.py*)
                        for directory; do :; done
                        mkdir -p "$directory"
                        : >"$directory/kernel.json" ;;
                    *) echo "python $* at scale ${HANDOFF_SCALE:-none}" ;;
                esac""".formatted(version, venv, pip));
    }

    Sandbox file(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return this;
    }

    Path jdk(String place) {
        return machine.resolve(place);
    }

    List<String> calls() {
        try {
            return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Outcome handoff(String... arguments) {
        return run(project, project.resolve("handoff").toString(), arguments);
    }

    Outcome run(Path from, String program, String... arguments) {
        return Outcome.of(start(from, program, arguments));
    }

    Process start(Path from, String program, String... arguments) {
        var command = new ArrayList<>(List.of(bin.resolve("bash").toString(), program));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String... names) throws IOException {
        for (var name : names) {
            try (var files = Files.walk(Path.of(name))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var target = project.resolve(file);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private static Path onPath(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(tool + " is not in /usr/bin or /bin"));
    }

    /** How a command ended: its exit code and what it wrote. */
    record Outcome(int exit, String out, String err) {
        static Outcome of(Process process) {
            try {
                process.getOutputStream().close();
                var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                return new Outcome(process.exitValue(), out, err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
