package dev.handoff.spi;

import java.io.Serializable;
import java.util.List;

/**
 * A value that says what it is made of, and can be made of that again: beside this method, it has a constructor that takes an
 * {@link java.util.Iterator} over the same. A worker that has just started makes it so without the method handles that
 * reflection composes anew in each process. Any record can travel; those of this library that every worker needs are composites.
 */
public interface Composite extends Serializable {
    /**
     * What it is made of.
     *
     * @return the parts, in the order in which the constructor takes them
     */
    List<?> parts();
}
