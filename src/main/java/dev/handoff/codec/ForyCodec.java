package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.util.Set;

/**
 * Apache Fory in its format for Java alone, with registration required: a class that was not named before is refused
 * before it is loaded. Carries numbers, text, tensors, the JDK's plain collections, what it is told of, and arrays of
 * those, nested at most 100 deep. References are kept; cycles are carried, but not through a record
 * or a collection that cannot be changed: Fory reads null there.
 *
 * <p>Fory builds its bytes in one array, so everything but the blocks of tensors has at most 2 GiB together. The blocks
 * follow after it, each from where it lies to the channel; each is copied once when it is read, onto the heap, where it
 * may have 16 GiB. A message:
 *
 * <pre>
 *   0  length  int   of what Fory wrote, in the byte order of the machine
 *   4  what Fory wrote; a tensor is its element type, its number of dimensions and the length of each
 *      the blocks of the tensors, in the order in which Fory wrote them
 * </pre>
 *
 * @param engines the classes that it is told of
 */
public record ForyCodec(Engines<ForyEngine> engines) implements Codec {
    private static final long serialVersionUID = 1L;

    /** The codec for plain classes. */
    public ForyCodec() {
        this(new Engines<>());
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String name() {
        return "fory";
    }

    @Override
    public ForyCodec allowing(Set<Class<?>> classes) {
        return new ForyCodec(engines.allowing(classes));
    }

    @Override
    public void encode(Object value, Sink to) {
        Coding.encode(
                name(),
                value,
                () -> Diagnosis.of(engines.more(), true, Plain.MAX_DEPTH),
                () -> engines.use(ForyEngine::new, engine -> {
                    engine.write(value, to);
                    return null;
                }));
    }

    @Override
    public Object decode(Source from) {
        return Coding.decode(name(), from, () -> engines.use(ForyEngine::new, engine -> engine.read(from)));
    }
}
