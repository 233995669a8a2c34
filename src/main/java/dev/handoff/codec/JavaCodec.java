package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.Composite;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/**
 * Java serialization: what pickle is to Python. Reads only numbers, text, tensors, the JDK's plain collections, what it
 * is told of, and arrays of those, nested at most 100 deep; any other class in the bytes is refused by its name, before it is looked for.
 * Cycles are carried, but not through a record or a collection that
 * cannot be changed: Java reads something else there.
 *
 * @param engines the classes that it is told of
 */
public record JavaCodec(Engines<Map<String, Class<?>>> engines) implements Codec, Composite {
    private static final long serialVersionUID = 1L;

    private static final Diagnosis SERIALIZABLE =
            new Diagnosis(Serializable.class::isAssignableFrom, JavaCodec::notSerializable, true, Plain.MAX_DEPTH);

    /** The codec for plain classes. */
    public JavaCodec() {
        this(new Engines<>());
    }

    @SuppressWarnings("unchecked") // they are this record's own
    JavaCodec(Iterator<?> parts) {
        this((Engines<Map<String, Class<?>>>) parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(engines);
    }

    private static String notSerializable(Class<?> type) {
        boolean holds = Stream.of(Iterable.class, Map.class, Iterator.class, BaseStream.class)
                .anyMatch(kind -> kind.isAssignableFrom(type));
        var advice =
                holds ? "copy what is in it into an ArrayList, a HashSet or a HashMap" : "send what is needed of it";
        return "which does not implement java.io.Serializable; " + (Types.isOfTheJdk(type) ? advice : "let it do so")
                + ", or try another codec";
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
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
