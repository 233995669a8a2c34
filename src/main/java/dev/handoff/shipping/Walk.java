package dev.handoff.shipping;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Serializes, and keeps on the way every class that the bytes name and every lambda: a lambda's own class has no name that
 * means anything elsewhere, but its serialized form says whose method it is.
 */
final class Walk extends ObjectOutputStream {
    private final Map<String, Class<?>> classes = new LinkedHashMap<>();
    private final List<SerializedLambda> lambdas = new ArrayList<>();

    private Walk() throws IOException {
        super(OutputStream.nullOutputStream());
        enableReplaceObject(true);
    }

    /**
     * Goes through all that an object is made of.
     *
     * @param object the object
     * @return what was seen
     * @throws IOException if something in it cannot be serialized
     */
    static Walk through(Object object) throws IOException {
        try (var walk = new Walk()) {
            walk.writeObject(object);
            return walk;
        } catch (StackOverflowError e) {
            throw new IOException("objects are nested in it too deep for Java serialization", e);
        }
    }

    /**
     * The classes that the bytes name, superclasses and stand-ins included.
     *
     * @return the classes
     */
    Set<Class<?>> classes() {
        return new LinkedHashSet<>(classes.values());
    }

    List<SerializedLambda> lambdas() {
        return lambdas;
    }

    /** The class in which a lambda of these was written. */
    Class<?> capturing(SerializedLambda lambda) {
        return classes.get(lambda.getCapturingClass().replace('/', '.'));
    }

    @Override
    protected Object replaceObject(Object object) {
        if (object instanceof SerializedLambda lambda) {
            lambdas.add(lambda);
        }
        return object;
    }

    @Override
    protected void annotateClass(Class<?> type) {
        classes.put(type.getName(), type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        for (var face : type.getInterfaces()) {
            annotateClass(face);
        }
    }
}
