package dev.handoff.bench;

import dev.handoff.engine.WorkerJvm;
import dev.handoff.memory.NativeFunction;
import dev.handoff.memory.NativeLibrary;
import dev.handoff.workload.DotProduct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * What no worker that is a JVM can be faster than: processes of one small class, started as workers are, with a cache
 * of loaded classes made for just that class. As a program it says when it is ready, and waits for its end. One thread.
 */
final class Floor {
    /** It does nothing. */
    static final String BARE = "bare";
    /** It loads OpenBLAS, and multiplies once. */
    static final String MULTIPLYING = "multiplying";

    private final Path directory;
    private final String classPath;

    private Floor(Path directory, String classPath) {
        this.directory = directory;
        this.classPath = classPath;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals(MULTIPLYING)) {
            NativeLibrary last = null;
            for (var library : Arrays.copyOfRange(arguments, 1, arguments.length)) {
                last = NativeLibrary.load(Path.of(library));
            }
            multiply(last.function("dgemm_"));
        }
        System.out.write('\n');
        System.out.flush();
        System.in.read();
    }

    private static void multiply(NativeFunction dgemm) {
        try (var arena = Arena.ofConfined()) {
            var s = arena.allocateFrom(ValueLayout.JAVA_LONG, 'N', 1, Double.doubleToRawLongBits(1));
            var n = s.asSlice(Long.BYTES);
            var one = n.asSlice(Long.BYTES);
            long x = one.address();
            var product = arena.allocate(ValueLayout.JAVA_DOUBLE);
            dgemm.call(s, s, n, n, n, one, x, n.address(), x, n.address(), x, product.address(), n.address());
        }
    }

    /** Makes the jar, which a cache needs, and the caches. */
    static Floor make(Path directory) {
        var name = Floor.class.getName().replace('.', '/') + ".class";
        var jar = directory.resolve("floor.jar");
        try {
            Files.createDirectories(directory);
            try (var out = new JarOutputStream(Files.newOutputStream(jar));
                    var bytes = Floor.class.getResourceAsStream("/" + name)) {
                out.putNextEntry(new JarEntry(name));
                bytes.transferTo(out);
            }
            var library = DotProduct.class.getProtectionDomain().getCodeSource().getLocation();
            var floor = new Floor(directory, jar + ":" + Path.of(library.toURI()));
            for (var work : List.of(BARE, MULTIPLYING)) {
                var training = floor.start(work, "-XX:AOTCacheOutput=" + floor.cache(work));
                training.getInputStream().read();
                training.getOutputStream().close();
                training.waitFor();
            }
            return floor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Milliseconds until so many are ready. */
    double ready(String work, int count) {
        long from = System.nanoTime();
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                processes.add(start(work, "-XX:AOTCache=" + cache(work)));
            }
            for (var process : processes) {
                if (process.getInputStream().read() < 0) {
                    throw new IllegalStateException("a JVM that should be " + work + " ended");
                }
            }
            return (System.nanoTime() - from) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            processes.forEach(Process::destroyForcibly);
            processes.forEach(Floor::join);
        }
    }

    private Path cache(String work) {
        return directory.resolve(work + ".aot");
    }

    private Process start(String work, String cache) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
        command.addAll(WorkerJvm.FLAGS);
        command.addAll(List.of(cache, "-cp", classPath, Floor.class.getName(), work));
        DotProduct.openBlasLibraries().forEach(library -> command.add(library.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void join(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
