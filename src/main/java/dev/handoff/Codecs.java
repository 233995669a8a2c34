package dev.handoff;

import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Codec;
import java.util.List;
import java.util.stream.Collectors;

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
     * A header, then the block as it lies; for flat payloads.
     *
     * @return the codec named {@code raw}
     */
    public static Codec raw() {
        return new RawCodec();
    }

    /**
     * Every codec.
     *
     * @return the codecs, each with its defaults
     */
    public static List<Codec> all() {
        return List.of(java(), raw());
    }

    /**
     * A codec by its name.
     *
     * @param name for instance {@code raw}
     * @return the codec
     * @throws IllegalArgumentException if there is none of that name; it lists those there are
     */
    public static Codec named(String name) {
        return all().stream()
                .filter(codec -> codec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("codec \"" + name + "\" is not one of "
                        + all().stream().map(Codec::name).collect(Collectors.joining(", "))));
    }
}
