package dev.handoff.engine;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The classes of a worker, loaded and linked when the project was built: a file beside the jar, from which the JVM takes
 * them when a worker starts. The JVM checks that it was made by the same JDK with the same collector, and does without it, in
 * silence, where it was not. It does not check the jar (seen with 25.0.3, which ran the classes of an older one), so this
 * class does: a cache older than the jar is none. Class directories and jars of a repository have none.
 */
public final class StartCache {
    private static final String NAME = "handoff-worker.aot";

    /**
     * No profiles: from them the JVM compiles in every start what only the training ran often, which took a start a tenth of
     * its processor time.
     */
    private static final List<String> WITHOUT_PROFILES =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    private StartCache() {}

    /** What a worker's JVM is told of the cache of this library's jar: nothing if there is none. */
    static List<String> flags() {
        return flags(Jvm.home());
    }

    static List<String> flags(Path jar) {
        var cache = jar.resolveSibling(NAME);
        try {
            return Files.isRegularFile(jar)
                            && Files.isRegularFile(cache)
                            && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0
                    ? List.of("-XX:AOTCache=" + cache)
                    : List.of();
        } catch (IOException e) {
            return List.of(); // the build is at work there
        }
    }

    /**
     * Makes the cache of the jar that this process runs from: lets a worker do some runs, and the JVM remember what it needed
     * for them. Takes some seconds.
     *
     * @param runs what workers shall be ready for
     * @return the file
     * @throws HandoffException if this library was not loaded from a jar, or the JVM made no cache; it says why
     */
    public static Path make(Consumer<Engine> runs) {
        var jar = Jvm.home();
        if (!Files.isRegularFile(jar)) {
            throw new HandoffException("a cache is made of a jar, and this library was loaded from " + jar);
        }
        var cache = jar.resolveSibling(NAME);
        List<String> said = new CopyOnWriteArrayList<>();
        try {
            Files.deleteIfExists(cache);
            try (var pool = new Pool(said::add, said::add, training(cache))) {
                runs.accept(new Engine(pool));
                pool.retire();
            }
        } catch (IOException e) {
            throw new HandoffException(cache + " cannot be replaced: " + e.getMessage(), e);
        }
        if (!Files.isRegularFile(cache)) {
            throw new HandoffException("the JVM made no cache; it said:\n" + String.join("\n", said));
        }
        return cache;
    }

    private static List<String> training(Path cache) {
        return Stream.concat(WITHOUT_PROFILES.stream(), Stream.of("-XX:AOTCacheOutput=" + cache))
                .toList();
    }
}
