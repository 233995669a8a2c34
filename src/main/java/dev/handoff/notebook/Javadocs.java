package dev.handoff.notebook;

import java.lang.reflect.InaccessibleObjectException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;

/**
 * Shows this library's Javadoc where a reader asks for help on a name. JShell takes comments from sources, and looks for
 * sources only in the JDK; there is no setting for others, so they are put where it keeps the JDK's. Needs
 * {@code --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED}, which JJava needs too; without it, signatures are shown.
 */
final class Javadocs {
    private Javadocs() {}

    /** Adds the sources that lie beside the jar of this library: {@code handoff-sources.jar} beside {@code handoff.jar}. */
    static void of(JShell shell) {
        var sources = sources();
        if (!Files.isRegularFile(sources)) {
            return;
        }
        try {
            var analysis = shell.sourceCodeAnalysis();
            var find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            var found = analysis.getClass().getDeclaredField("availableSources");
            found.setAccessible(true);
            var all = new ArrayList<Object>((List<?>) find.invoke(analysis));
            all.add(sources);
            found.set(analysis, all);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            // another JDK, or no flag: help on names goes without comments, as it would without this class
        }
    }

    private static Path sources() {
        try {
            var jar = Path.of(Javadocs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling(jar.getFileName().toString().replace(".jar", "-sources.jar"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this library was loaded from no file", e);
        }
    }
}
