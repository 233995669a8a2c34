package dev.handoff.spi;

import java.util.Locale;

/**
 * The type of a {@link Tensor}'s elements, in the machine's own byte order. Files and other languages know a type by its
 * {@link #ordinal}: a new one is added at the end.
 */
public enum ElementType {
    /** 8-bit signed integer. */
    BYTE(1),
    /** 16-bit signed integer. */
    SHORT(2),
    /** 32-bit signed integer. */
    INT(4),
    /** 64-bit signed integer. */
    LONG(8),
    /** 32-bit IEEE 754. */
    FLOAT(4),
    /** 64-bit IEEE 754. */
    DOUBLE(8),
    /** 8 bits, 0 for false and 1 for true. */
    BOOLEAN(1);

    private final long bytes;

    ElementType(long bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of one element.
     *
     * @return bytes
     */
    public long bytes() {
        return bytes;
    }

    /**
     * The name that payload descriptions use.
     *
     * @return the name of the Java type
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
