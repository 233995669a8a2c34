package dev.handoff;

import dev.handoff.codec.ForyCodec;
import dev.handoff.codec.JacksonCodec;
import dev.handoff.codec.JacksonCodec.Format;
import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.KryoCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Codec;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which an object becomes bytes. */
public final class Codecs {
    private Codecs() {}

    /**
     * Java serialization: what pickle is to Python.
     *
     * @return the codec named {@code java}
     */
    public static Codec java() {
        return new JavaCodec();
    }

    /**
     * JSON, by Jackson; the block of a flat payload in Base64.
     *
     * @return the codec named {@code json}
     */
    public static Codec json() {
        return new JacksonCodec(Format.JSON);
    }

    /**
     * CBOR, by Jackson.
     *
     * @return the codec named {@code cbor}
     */
    public static Codec cbor() {
        return new JacksonCodec(Format.CBOR);
    }

    /**
     * Smile, by Jackson.
     *
     * @return the codec named {@code smile}
     */
    public static Codec smile() {
        return new JacksonCodec(Format.SMILE);
    }

    /**
     * Kryo, with registration required.
     *
     * @return the codec named {@code kryo}
     */
    public static Codec kryo() {
        return new KryoCodec();
    }

    /**
     * Apache Fory, with registration required.
     *
     * @return the codec named {@code fory}
     */
    public static Codec fory() {
        return new ForyCodec();
    }

    /**
     * A header, then the block as it lies; for flat payloads.
     *
     * @return the codec named {@code raw}
     */
    public static Codec raw() {
        return new RawCodec();
    }

    /**
     * Every codec. Those of other libraries, which are found by {@code ServiceLoader}, come last.
     *
     * @return the codecs, each with its defaults
     */
    public static List<Codec> all() {
        var own = Stream.of(java(), json(), cbor(), smile(), kryo(), fory(), raw());
        return Stream.concat(own, ServiceLoader.load(Codec.class).stream().map(ServiceLoader.Provider::get))
                .toList();
    }

    /**
     * A codec by its name.
     *
     * @param name for instance {@code raw}
     * @return the codec
     * @throws IllegalArgumentException if there is none of that name; it lists those there are
     */
    public static Codec named(String name) {
        Given.needed(name, "a codec", "a name, such as \"java\"");
        return all().stream()
                .filter(codec -> codec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("codec \"" + name + "\" is not one of "
                        + all().stream().map(Codec::name).collect(Collectors.joining(", "))));
    }
}
