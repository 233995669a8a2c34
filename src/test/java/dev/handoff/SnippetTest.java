package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows compiles, and what a reader would type first runs. */
class SnippetTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/handoff");
    private static final Pattern IN_MARKDOWN = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern IN_JAVADOC = Pattern.compile("(?ms)^ \\* <pre>\\{@code\n(.*?)^ \\* }</pre>$");

    /** What a cell ends with, and a notebook shows. */
    private static final Pattern VALUE_OF_A_CELL = Pattern.compile("(?m)^(results\\.summary\\(\\))$");

    @TempDir
    private Path directory;

    /** What the snippet at a package's door takes for granted; the spi's is a drawing. */
    static Stream<Arguments> doors() {
        return Stream.of(
                arguments("archive", "Machine machine, Map<String, String> settings, List<Run> runs"),
                arguments("baseline", ""),
                arguments("channel", ""),
                arguments("codec", ""),
                arguments("engine", "Plan plan"),
                arguments("memory", ""),
                arguments("notebook", "Results results"),
                arguments("report", "Results results"),
                arguments("sharing", ""),
                arguments("shipping", "MessageFunction function"));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void whatAPackageShowsAtItsDoorCompiles(String name, String given) throws IOException {
        var snippets = snippets(SOURCES.resolve(name).resolve("package-info.java"), IN_JAVADOC);
        assertThat(snippets).hasSize(1);
        compile(snippets.getFirst(), "dev.handoff." + name, given);
    }

    @Test
    void noDoorIsForgotten() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var shown = files.filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> contains(file, "<pre>{@code"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString());
            assertThat(shown)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(doors().map(door -> door.get()[0].toString()), Stream.of("", "spi"))
                                    .toList());
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatTheLibraryShowsAtItsDoorRuns() throws ReflectiveOperationException, IOException {
        var snippets = snippets(SOURCES.resolve("package-info.java"), IN_JAVADOC);
        assertThat(snippets).hasSize(1);
        try {
            run(compile(snippets.getFirst(), "dev.handoff", ""));
        } finally {
            Session.shared().close();
        }
    }

    @Test
    void whatTheReadmeShowsRunsAndPrints() throws ReflectiveOperationException, IOException {
        var snippets = snippets(Path.of("README.md"), IN_MARKDOWN);
        assertThat(snippets).isNotEmpty();
        for (var snippet : snippets) {
            var printing = VALUE_OF_A_CELL.matcher(snippet).replaceAll("System.out.println($1.printAll());");
            assertThat(run(compile(printing, "dev.handoff", ""))).contains("queue", "slots");
        }
    }

    private static List<String> snippets(Path file, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).replaceAll("(?m)^ \\* ?", ""))
                .toList();
    }

    private Method compile(String snippet, String home, String given) throws IOException {
        var imports = new StringBuilder();
        for (var name : List.of(
                home,
                "dev.handoff",
                "dev.handoff.codec",
                "dev.handoff.spi",
                "java.nio.file",
                "java.time",
                "java.util")) {
            imports.append("import ").append(name).append(".*;\n");
        }
        var source = imports + "public class Snippet {\npublic static void run(" + given + ") throws Exception {\n"
                + snippet + "}\n}\n";
        var file = new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var said = new StringWriter();
        var options = List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(said, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as("%s%n%s", source, said).isTrue();
        try {
            var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, Session.class.getClassLoader());
            return Stream.of(loader.loadClass("Snippet").getMethods())
                    .filter(method -> method.getName().equals("run"))
                    .findFirst()
                    .orElseThrow();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a snippet, and returns what it printed. */
    private static String run(Method snippet) throws ReflectiveOperationException {
        var printed = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            snippet.invoke(null);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
