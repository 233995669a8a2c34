package dev.handoff.spi;

import java.util.Locale;

/**
 * What happens to the payload of a message. Comparing the three separates the cost of computing, of making an object
 * and of handing it over.
 */
public enum Arm {
    /** The payload is not made; the integer 1 is sent. */
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
