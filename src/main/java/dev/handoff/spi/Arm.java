package dev.handoff.spi;

import java.util.Locale;

/**
 * What happens to the payload of a message. Comparing the three separates the cost of computing, of making an object
 * and of handing it over.
 */
public enum Arm {
    /**
     * The computation is done, but the payload is not made; the integer 1 is sent. Where the payload is what was computed, as
     * of a function of the reader's own, there is nothing to leave out, and this is the same as control.
     */
    LIGHT,
    /** The payload is made, every byte of it written, in the memory that heavy uses; the integer 1 is sent. */
    CONTROL,
    /** The payload is made and sent. */
    HEAVY;

    /**
     * The name that tables, charts, files and the command line use.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
