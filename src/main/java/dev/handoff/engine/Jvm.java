package dev.handoff.engine;

import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Starts Java programs as this one was started: on the same JDK, from the same classes. */
public final class Jvm {
    /**
     * Native memory may be used; and the serial collector, which uses the same young memory again and again: a parallel one
     * spreads arrays of 54 MB over memory that was never touched, and touching it costs more than copying.
     */
    private static final List<String> FLAGS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC");

    private Jvm() {}

    /**
     * A command that runs a class.
     *
     * @param flags of the JVM, besides those that every process of ours has
     * @param mainClass its name
     * @param arguments what it is given
     * @return the command, not yet started; the environment variables that add flags to a JVM are taken out of it
     */
    public static ProcessBuilder command(List<String> flags, String mainClass, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder;
    }

    /** The jar that this library was loaded from, or the directory. */
    static Path home() {
        return file(Jvm.class.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Path file(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("classes were loaded from " + url + ", which names no file", e);
        }
    }

    /**
     * What this process has loaded its classes from, whether it is a plain JVM or a notebook's kernel. This library comes
     * first, as when its {@link StartCache} was made: what follows may differ.
     */
    private static String classPath() {
        Set<String> path = new LinkedHashSet<>();
        path.add(home().toString());
        for (var loader = Jvm.class.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (var url : urls.getURLs()) {
                    if (url.getProtocol().equals("file")) {
                        path.add(file(url).toString());
                    }
                }
            }
        }
        path.addAll(List.of(System.getProperty("java.class.path").split(":", -1)));
        return String.join(":", path);
    }
}
