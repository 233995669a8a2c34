package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * Java serialization: what pickle is to Python. Reads only numbers, text, tensors, the JDK's plain collections, what it
 * is told of, and arrays of those, nested at most 100 deep; any other class in the bytes is refused before it is loaded.
 * Cycles are carried, but not through a record or a collection that
 * cannot be changed: Java reads something else there.
 *
 * @param engines the classes that it is told of
 */
public record JavaCodec(Engines<Allowed.Classes> engines) implements Codec {
    private static final long serialVersionUID = 1L;

    private static final Diagnosis SERIALIZABLE = new Diagnosis(
            Serializable.class::isAssignableFrom,
            "which does not implement java.io.Serializable; json, cbor, smile, kryo and fory do not ask for that",
            true);

    /** The codec for plain classes. */
    public JavaCodec() {
        this(new Engines<>());
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public JavaCodec allowing(Set<Class<?>> classes) {
        return new JavaCodec(engines.allowing(classes));
    }

    @Override
    public void encode(Object value, Sink to) {
        Coding.encode(name(), value, () -> SERIALIZABLE, () -> {
            try (var out = new ObjectOutputStream(to)) {
                out.writeObject(value);
            }
        });
    }

    @Override
    public Object decode(Source from) {
        return Coding.decode(
                name(),
                from,
                () -> engines.use(Allowed.Classes::of, classes -> {
                    var value = read(from, classes, new Allowed(classes.list(), from.remaining()));
                    Coding.refuseMore(from.remaining(), name());
                    return value;
                }));
    }

    private static Object read(Source from, Allowed.Classes classes, Allowed allowed)
            throws IOException, ClassNotFoundException {
        try (var in = new Input(from, classes.more())) {
            in.setObjectInputFilter(allowed);
            return in.readObject();
        } catch (InvalidClassException e) {
            if (allowed.refused() == null) {
                throw e;
            }
            throw new CorruptMessageException("the java codec does not read " + allowed.refused()
                    + "; it reads numbers, text, tensors, plain collections, what a payload names in types(), and"
                    + " arrays of those");
        }
    }

    /** Knows the classes that it was told of, wherever they come from. */
    private static final class Input extends ObjectInputStream {
        private final Map<String, Class<?>> more;

        Input(Source from, Map<String, Class<?>> more) throws IOException {
            super(from);
            this.more = more;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            var told = more.get(described.getName());
            return told == null ? super.resolveClass(described) : told;
        }
    }
}
