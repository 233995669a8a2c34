package dev.handoff.shipping;

import dev.handoff.spi.HandoffException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;

/**
 * A worker's side of {@link Shipment}: a class loader for each set of classes, kept as long as the next shipment has the
 * same classes, so that what the JVM has compiled stays compiled. A cell that was run again with changed code gets a fresh
 * one; values are set anew each time. One thread.
 */
public final class Unpacking {
    private Shipment last;
    private ClassLoader loader;

    /** Before anything has come. */
    public Unpacking() {}

    /**
     * Defines the classes and sets the variables.
     *
     * @param shipment what came
     * @return the loader that knows the classes, and what is on the worker's class path
     * @throws HandoffException if it cannot be opened
     */
    public ClassLoader open(Shipment shipment) {
        if (last == null || !last.hasTheClassesOf(shipment)) {
            loader = new Classes(shipment.jars().stream().map(Unpacking::url).toArray(URL[]::new), shipment.classes());
        }
        last = shipment.classesAlone(); // values may be large
        if (!shipment.variables().isEmpty()) {
            set(shipment);
        }
        return loader;
    }

    @SuppressWarnings("BanSerializableRead") // it comes from the parent
    private void set(Shipment shipment) {
        try (var in = new LoadedInput(new ByteArrayInputStream(shipment.values().content()), () -> loader)) {
            for (var variable : shipment.variables()) {
                variable.write(loader, in.readObject()); // before the next is made, whose constructor may read it
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new HandoffException("the notebook's variables cannot be read in a worker: " + e, e);
        }
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("this was a URL in the parent: " + text, e);
        }
    }

    /** What is on the worker's class path comes from there: both sides must mean the same by the library's own classes. */
    static final class Classes extends URLClassLoader {
        private final Map<String, Bytes> files;

        Classes(URL[] jars, Map<String, Bytes> files) {
            super(jars, Unpacking.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var file = files.get(name);
            return file == null ? super.findClass(name) : defineClass(name, file.content(), 0, file.content().length);
        }
    }
}
