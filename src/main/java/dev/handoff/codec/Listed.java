package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream of Java objects in which a name stands for a class of a list, and for no other: no class is looked for by a
 * name that somebody sent. What is counted while it is read, see {@link Allowed} and {@link Unfolding}.
 */
final class Listed extends ObjectInputStream {
    /** The forms in which some of the plain classes are written, and parts of the JDK's that a payload may name. */
    private static final List<String> FORMS = List.of(
            "dev.handoff.spi.TensorForm",
            "java.util.CollSer",
            "java.time.Ser",
            "java.util.EnumSet$SerializationProxy",
            "[Ljava.lang.Enum;", // in an EnumSet
            "java.math.BigInteger", // in a BigDecimal
            "java.util.TreeMap", // in a part of one
            "java.util.concurrent.ConcurrentHashMap$Segment",
            "[Ljava.util.concurrent.ConcurrentHashMap$Segment;",
            "java.util.concurrent.locks.ReentrantLock",
            "java.util.concurrent.locks.ReentrantLock$Sync",
            "java.util.concurrent.locks.ReentrantLock$NonfairSync",
            "java.util.concurrent.locks.AbstractQueuedSynchronizer",
            "java.util.concurrent.locks.AbstractOwnableSynchronizer");

    private final Map<String, Class<?>> classes;
    private final Allowed allowed;
    private final Unfolding unfolding;

    /**
     * @param from the message
     * @param classes what {@link #classes} returned
     */
    Listed(Source from, Map<String, Class<?>> classes) throws IOException {
        super(from);
        this.classes = classes;
        this.unfolding = new Unfolding(from.remaining());
        this.allowed = new Allowed(from.remaining());
        setObjectInputFilter(allowed);
        enableResolveObject(true);
    }

    /** Reads an object. */
    Object object() throws IOException, ClassNotFoundException {
        try {
            return readObject();
        } catch (InvalidClassException e) {
            if (allowed.refused() == null) {
                throw e;
            }
            throw refused(allowed.refused());
        } catch (InternalError e) { // what the JDK throws at a map that has a key without a value
            throw new CorruptMessageException("not an object that the java codec reads: " + e);
        }
    }

    /** The list, which is the same for every message. */
    static Map<String, Class<?>> classes(List<Class<?>> more) {
        var classes = new HashMap<String, Class<?>>();
        for (var type : Plain.and(more)) { // a superclass is named in what is written of its subclasses
            for (Class<?> named = type; named != null; named = named.getSuperclass()) {
                classes.put(named.getName(), named);
            }
        }
        for (var name : FORMS) {
            classes.put(name, loaded(name));
        }
        return classes;
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, Tensor.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass named) {
        var type = classes.get(named.getName());
        if (type == null) {
            throw refused("a " + named.getName().replaceFirst("^\\[+L(.*);$", "$1"));
        }
        return type;
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) {
        throw refused("a proxy of " + String.join(", ", interfaces));
    }

    @Override
    protected Object resolveObject(Object read) {
        unfolding.add(read);
        return read;
    }

    private static CorruptMessageException refused(String what) {
        return new CorruptMessageException("the java codec does not read " + what
                + "; it reads numbers, text, tensors, plain collections, the classes of the payload, and"
                + " arrays of those");
    }
}
