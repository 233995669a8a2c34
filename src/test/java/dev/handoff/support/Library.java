package dev.handoff.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A library that nobody knows yet: {@code new lib.Seven().times(i)}. Of its two classes, a caller names one. */
public final class Library {
    private Library() {}

    /** Makes the jar in a directory. */
    public static Path jar(Path directory) throws IOException {
        var source = Files.createDirectories(directory.resolve("lib"));
        Files.writeString(
                source.resolve("Seven.java"),
                "package lib; public class Seven { public long times(long i) { return i * Number.SEVEN; } }");
        Files.writeString(
                source.resolve("Number.java"),
                "package lib; class Number { static final long SEVEN = Long.valueOf(7); }");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, source + "/Seven.java", source + "/Number.java");
        assertThat(exit).isZero();
        var jar = directory.resolve("lib.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var name : List.of("lib/Seven.class", "lib/Number.class")) {
                out.putNextEntry(new JarEntry(name));
                Files.copy(directory.resolve(name), out);
            }
        }
        return jar;
    }
}
