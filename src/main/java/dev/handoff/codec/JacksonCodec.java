package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.ObjectMapper;

/**
 * Jackson, in one of three formats. Carries numbers, text, tensors, the JDK's plain collections, what it is told of, and
 * arrays of those. What has no class of its own in the format is written as {@code ["name", value]}, the name being one of
 * a fixed list, so that no bytes can ask for another class:
 *
 * <pre>{@code
 * [["ArrayList",[1,2.5,"text",["Long",3],["Reading",{"id":7,"name":"a","value":0.5,"valid":true}]]]]
 * }</pre>
 *
 * <p>A message is an array of one element, so that a number that was cut short is noticed. Not a number and the infinities
 * are written as text in JSON; which of the many values that are not a number it was, is lost there. A tensor is an object
 * of its element type, its shape, and its block in pieces of 48 KiB, in the byte order of the machine: bytes in CBOR and
 * Smile, Base64 in JSON, a third longer, because decimal digits would be four times as long and would lose what kind of
 * not-a-number it was. It is copied once when it is read, onto the heap, where it may have 16 GiB.
 *
 * <p>References are not kept: an object that is in two places arrives as two, and what lies in itself is refused. So is a
 * map with keys that are not text. Arrays and objects are nested at most 500 deep, names counted.
 *
 * @param format the format
 * @param engines the classes that it is told of
 */
public record JacksonCodec(Format format, Engines<ObjectMapper> engines) implements Codec {
    private static final long serialVersionUID = 1L;

    /** Of objects: with its name, each is two of Jackson's 500 levels. */
    private static final int MAX_DEPTH = 250;

    /** What the bytes look like. */
    public enum Format {
        /** Text, RFC 8259. */
        JSON,
        /** Binary, RFC 8949. */
        CBOR,
        /** Binary, with names that occur again written once; Jackson's own. */
        SMILE
    }

    /**
     * The codec for plain classes.
     *
     * @param format the format
     */
    public JacksonCodec(Format format) {
        this(format, new Engines<>());
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String name() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public JacksonCodec allowing(Set<Class<?>> classes) {
        return new JacksonCodec(format, engines.allowing(classes));
    }

    @Override
    public void encode(Object value, Sink to) {
        Coding.encode(
                name(),
                value,
                () -> Diagnosis.of(engines.more(), false, MAX_DEPTH),
                () -> engines.use(more -> JacksonMapper.of(format, more), mapper -> {
                    JacksonMapper.write(mapper, value, to);
                    return null;
                }));
    }

    @Override
    public Object decode(Source from) {
        return Coding.decode(
                name(),
                from,
                () -> engines.use(
                        more -> JacksonMapper.of(format, more), mapper -> JacksonMapper.read(mapper, from, name())));
    }
}
