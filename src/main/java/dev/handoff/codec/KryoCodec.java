package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.util.Set;

/**
 * Kryo 5, with registration required: a class is a number in the bytes, and there is no number for a class that was not
 * named before. Carries numbers, text, tensors, the JDK's plain collections, what it is told of, and arrays of those,
 * nested at most 100 deep. References are kept: what was one object is one object again, and cycles are carried, but not
 * through a record or a collection that cannot be changed.
 *
 * <p>Streams. The block of a tensor goes from where it lies to the channel, and is copied once when it is read, onto the
 * heap, where it may have 16 GiB; an array of numbers has less than 2 GiB.
 *
 * @param engines the classes that it is told of
 */
public record KryoCodec(Engines<KryoEngine> engines) implements Codec {
    private static final long serialVersionUID = 1L;

    /** The codec for plain classes. */
    public KryoCodec() {
        this(new Engines<>());
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String name() {
        return "kryo";
    }

    @Override
    public KryoCodec allowing(Set<Class<?>> classes) {
        return new KryoCodec(engines.allowing(classes));
    }

    @Override
    public void encode(Object value, Sink to) {
        Coding.encode(
                name(),
                value,
                () -> Diagnosis.of(engines.more(), true, Plain.MAX_DEPTH),
                () -> engines.use(KryoEngine::new, engine -> {
                    engine.write(value, to);
                    return null;
                }));
    }

    @Override
    public Object decode(Source from) {
        return Coding.decode(name(), from, () -> engines.use(KryoEngine::new, engine -> engine.read(from)));
    }
}
