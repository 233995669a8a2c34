package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * Java serialization: what pickle is to Python. Reads only numbers, text, tensors, the JDK's plain collections, what it
 * is told of, and arrays of those, nested at most 100 deep; any other class in the bytes is refused by its name, before it is looked for.
 * Cycles are carried, but not through a record or a collection that
 * cannot be changed: Java reads something else there.
 *
 * @param engines the classes that it is told of
 */
public record JavaCodec(Engines<Map<String, Class<?>>> engines) implements Codec {
    private static final long serialVersionUID = 1L;

    private static final Diagnosis SERIALIZABLE = new Diagnosis(
            Serializable.class::isAssignableFrom,
            "which does not implement java.io.Serializable; let it do so if it is yours, or try another codec",
            true,
            Plain.MAX_DEPTH);

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
                () -> engines.use(Listed::classes, classes -> {
                    try (var in = new Listed(from, classes)) {
                        var value = in.object();
                        Coding.refuseMore(from.remaining(), name());
                        return value;
                    }
                }));
    }
}
