package dev.handoff.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Peers that are no Java: built when they are first asked for, with what the machine has, under {@code target/bench}. Run from
 * the project's directory. For one thread.
 */
public final class Native {
    private static final Path SOURCES = Path.of("src", "bench");
    private static final Path BUILT = Path.of("target", "bench", "native");

    private Native() {}

    /**
     * A program in C.
     *
     * @param name of its source in {@code src/bench/c}, without the suffix
     * @return the program; nothing if the machine has no {@code cc}
     * @throws IllegalStateException if the compiler refuses it; with what it said
     */
    public static Optional<Path> program(String name) {
        var source = SOURCES.resolve("c", name + ".c");
        var program = BUILT.resolve(name);
        var command = List.of("cc", "-std=gnu11", "-O3", "-march=native", "-Wall", "-o", "" + program, "" + source);
        return has("cc") ? Optional.of(build(program, source, command)) : Optional.empty();
    }

    /**
     * A program in Rust, with the crates that its lock file names.
     *
     * @param name of its directory in {@code src/bench/rust}, and of the program
     * @return the program; nothing if the machine has no {@code cargo}
     * @throws IllegalStateException if it cannot be built, as without a network the first time; with what cargo said
     */
    public static Optional<Path> crate(String name) {
        var source = SOURCES.resolve("rust", name);
        var manifest = source.resolve("Cargo.toml");
        var program = BUILT.resolve("release", name);
        var command = List.of(
                "cargo",
                "build",
                "--quiet",
                "--release",
                "--locked",
                "--manifest-path",
                "" + manifest,
                "--target-dir",
                "" + BUILT);
        return has("cargo") ? Optional.of(build(program, source, command)) : Optional.empty();
    }

    private static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    private static Path build(Path program, Path source, List<String> command) {
        try {
            if (!isNewer(program, source)) {
                Files.createDirectories(program.getParent());
                var process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                var said = process.inputReader().lines().collect(Collectors.joining("\n"));
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(source + " cannot be built:\n" + said);
                }
            }
            return program.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while " + source + " was built", e);
        }
    }

    private static boolean isNewer(Path program, Path source) throws IOException {
        if (!Files.exists(program)) {
            return false;
        }
        var built = Files.getLastModifiedTime(program);
        try (var files = Files.walk(source)) {
            for (var file : files.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
