package dev.handoff.engine;

import dev.handoff.spi.Codec;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.util.Set;

/** A codec that takes its time. */
record SlowCodec(Codec real, long encodeMs, long decodeMs) implements Codec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Codec allowing(Set<Class<?>> classes) {
        return new SlowCodec(real.allowing(classes), encodeMs, decodeMs);
    }

    @Override
    public long headroom() {
        return real.headroom();
    }

    @Override
    public long headroom(Object value) {
        return real.headroom(value);
    }

    @Override
    public long size(Object value) {
        return real.size(value);
    }

    @Override
    public void encode(Object value, Sink to) {
        Work.pause(encodeMs);
        real.encode(value, to);
    }

    @Override
    public Object decode(Source from) {
        Work.pause(decodeMs);
        return real.decode(from);
    }
}
