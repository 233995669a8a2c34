package dev.handoff.shipping;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/**
 * Reads objects whose classes a given loader knows. Java's own stream asks the loader of whoever called it, which is
 * that of this library and knows no class of a cell. One thread.
 */
public final class LoadedInput extends ObjectInputStream {
    private final Supplier<ClassLoader> loader;

    /**
     * A stream.
     *
     * @param from the bytes
     * @param loader is asked for each class
     * @throws IOException if they do not begin as a stream of objects does
     */
    public LoadedInput(InputStream from, Supplier<ClassLoader> loader) throws IOException {
        super(from);
        this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
        try {
            return Class.forName(described.getName(), false, loader.get());
        } catch (ClassNotFoundException e) {
            return super.resolveClass(described); // int.class and its kin
        }
    }

    @Override
    protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
        var interfaces = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            interfaces[i] = Class.forName(names[i], false, loader.get());
        }
        return Proxy.newProxyInstance(loader.get(), interfaces, (proxy, method, given) -> null)
                .getClass();
    }
}
