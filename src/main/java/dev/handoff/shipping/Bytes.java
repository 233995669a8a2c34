package dev.handoff.shipping;

import dev.handoff.spi.Composite;
import java.io.Serial;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Bytes that are equal if they are the same. Immutable by agreement: nobody writes into them. */
final class Bytes implements Composite {
    @Serial
    private static final long serialVersionUID = 1L;

    private final byte[] content;

    Bytes(byte[] content) {
        this.content = content;
    }

    Bytes(Iterator<?> parts) {
        this((byte[]) parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(content);
    }

    byte[] content() {
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(bytes.content, content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
