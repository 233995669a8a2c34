package dev.handoff.spi;

import java.io.Serializable;
import java.util.Set;

/**
 * How a payload becomes bytes and back: the equivalent of pickling. A codec is stateless as seen from outside, is
 * serialized to each worker, and may be used by several threads at once.
 */
public interface Codec extends Serializable, Displayable {
    /**
     * The name that tables, files and the command line use.
     *
     * @return the name, lower case
     */
    String name();

    /**
     * The same codec for objects of more classes. A codec that reads whatever class the bytes ask for hands the reader's
     * machine to the sender; so each carries numbers, text, tensors and the JDK's plain collections, and beyond those only
     * what it is told of.
     *
     * @param classes the classes that messages may also be made of, each by itself: a record's type, and the types of its
     *     components if those are none of the above
     * @return the codec; itself if it carries no object graphs
     */
    default Codec allowing(Set<Class<?>> classes) {
        return this;
    }

    /**
     * The most bytes that {@link #encode} writes before the block of a flat payload. A channel of shared memory leaves them
     * free in front of the memory it lends, so that the block need not move.
     *
     * @return bytes; 0 if the codec moves the block
     */
    default long headroom() {
        return 0;
    }

    /**
     * The bytes that {@link #encode} writes before the block of this object: so many in front of the block the message
     * begins.
     *
     * @param value the object
     * @return bytes, at most {@link #headroom()}
     */
    default long headroom(Object value) {
        return headroom();
    }

    /**
     * How many bytes {@link #encode} will write.
     *
     * @param value the object
     * @return bytes, or −1 if not known before encoding
     */
    default long size(Object value) {
        return -1;
    }

    /**
     * Writes an object.
     *
     * @param value the object
     * @param to where to
     * @throws EncodingException if this codec cannot encode it
     */
    void encode(Object value, Sink to);

    /**
     * Reads an object.
     *
     * @param from the bytes of one message, all of which are read
     * @return the object; it may be a view of {@code from}, and is then valid until the message is closed
     * @throws CorruptMessageException if the bytes are not what this codec writes
     */
    Object decode(Source from);

    /**
     * What a reader sees of it.
     *
     * @return its name
     */
    @Override
    default String text() {
        return name();
    }
}
