package dev.handoff.channel;

import dev.handoff.spi.Codec;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;

/** What stands in the place of a codec where a reference is passed and nothing becomes bytes. */
record NoCodec() implements Codec {
    private static final long serialVersionUID = 1L;

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String name() {
        return "none";
    }

    @Override
    public void encode(Object value, Sink to) {
        throw new EncodingException(
                "a " + value.getClass().getName() + " was to become bytes without a codec; only threads need none",
                null);
    }

    @Override
    public Object decode(Source from) {
        throw new UnsupportedOperationException("nothing was encoded");
    }
}
