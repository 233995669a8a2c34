package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.channel.SharedSlots;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a jar of its own, made of the classes under test as the build makes one. */
class StartCacheTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private static Path directory;

    private static Path jar;
    private static Path cache;

    @BeforeAll
    static void makeWhatTheBuildMakes() throws Exception {
        jar = directory.resolve("handoff.jar");
        cache = directory.resolve("handoff-worker.aot");
        run(List.of(
                "jar", "--create", "--file", jar.toString(), "-C", Jvm.home().toString(), "."));
        assertThat(java(paths(Files::isRegularFile), "dev.handoff.Training")).isEmpty();
    }

    @Test
    void workersStartFromTheClassesThatTheBuildLoaded() throws Exception {
        assertThat(cache).isNotEmptyFile();
        assertThat(workers()).isEqualTo("from the cache");
    }

    @Test
    void aCacheThatIsNoneOrOfAnotherJarHarmsNothingAndNothingIsSaid() throws Exception {
        var whole = Files.readAllBytes(cache);
        try {
            for (var broken : List.of(new byte[0], new byte[100_000], Arrays.copyOf(whole, whole.length / 2))) {
                Files.write(cache, broken);
                assertThat(workers()).isEqualTo("without");
            }
            Files.write(cache, whole);
            run(List.of("jar", "--update", "--file", jar.toString(), "-C", directory.toString(), "handoff-worker.aot"));
            assertThat(workers()).as("a cache older than its jar").isEqualTo("without");
        } finally {
            makeWhatTheBuildMakes();
        }
    }

    @Test
    void classesThatAreInNoJarHaveNone() {
        assertThat(StartCache.flags(Jvm.home())).isEmpty();
        assertThat(StartCache.flags(jar)).containsExactly("-XX:AOTCache=" + cache);
    }

    /** What a process says whose classes are in the jar, with others behind it, as in a kernel. */
    private static String workers() throws IOException, InterruptedException {
        return java(paths(path -> !path.equals(Jvm.home())), Workers.class.getName());
    }

    private static String java(Stream<String> behind, String main) throws IOException, InterruptedException {
        var classes = String.join(
                File.pathSeparator,
                Stream.concat(Stream.of(jar.toString()), behind).toList());
        return run(List.of("java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp", classes, main));
    }

    private static Stream<String> paths(Predicate<Path> wanted) {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator)).filter(path -> wanted.test(Path.of(path)));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var full = new ArrayList<>(command);
        full.set(
                0,
                Path.of(System.getProperty("java.home"), "bin", command.getFirst())
                        .toString());
        var process = new ProcessBuilder(full).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Does a run whose worker prints whether it has mapped the cache. */
    static final class Workers {
        private Workers() {}

        public static void main(String[] arguments) {
            List<String> said = new ArrayList<>();
            var looking = Work.computing((worker, sequence) -> System.out.println(mapped()));
            try (var pool = new Pool(said::add, line -> System.out.println(line))) {
                new Engine(pool)
                        .run(
                                Trial.over(new SharedSlots())
                                        .doing(looking)
                                        .size(1, 1, 1)
                                        .plan(),
                                received -> {});
            }
            System.out.println(said.getFirst().replace("worker 0: ", ""));
        }

        private static String mapped() {
            try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
                return maps.anyMatch(line -> line.endsWith("handoff-worker.aot")) ? "from the cache" : "without";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
