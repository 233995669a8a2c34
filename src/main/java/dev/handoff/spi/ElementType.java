package dev.handoff.spi;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/** The type of a {@link Tensor}'s elements, in the machine's own byte order. */
public enum ElementType {
    /** 8-bit signed integer. */
    BYTE(ValueLayout.JAVA_BYTE),
    /** 16-bit signed integer. */
    SHORT(ValueLayout.JAVA_SHORT),
    /** 32-bit signed integer. */
    INT(ValueLayout.JAVA_INT),
    /** 64-bit signed integer. */
    LONG(ValueLayout.JAVA_LONG),
    /** 32-bit IEEE 754. */
    FLOAT(ValueLayout.JAVA_FLOAT),
    /** 64-bit IEEE 754. */
    DOUBLE(ValueLayout.JAVA_DOUBLE);

    private final ValueLayout layout;

    ElementType(ValueLayout layout) {
        this.layout = layout;
    }

    /**
     * The size of one element.
     *
     * @return bytes
     */
    public long bytes() {
        return layout.byteSize();
    }

    /**
     * The layout for access through a {@code MemorySegment}.
     *
     * @return the layout, aligned to the element's size
     */
    public MemoryLayout layout() {
        return layout;
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
