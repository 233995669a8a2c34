package dev.handoff;

import dev.handoff.codec.JavaCodec;
import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Codec;

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
}
