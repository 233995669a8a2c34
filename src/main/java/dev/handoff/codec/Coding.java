package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Source;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What every codec of object graphs does around writing and reading, so that what goes wrong is said in one way, whatever
 * library it goes wrong in.
 */
final class Coding {
    private Coding() {}

    /** Writes to a channel. */
    interface Writing {
        void write() throws Exception;
    }

    /**
     * Writes.
     *
     * @param codec the name of the codec
     * @param value the object
     * @param diagnosis asked for only if writing fails
     * @param writing writes the object
     * @throws EncodingException if writing failed because of the object
     * @throws HandoffException if it failed because of the channel
     */
    static void encode(String codec, Object value, Supplier<Diagnosis> diagnosis, Writing writing) {
        try {
            writing.write();
        } catch (Exception | StackOverflowError e) {
            throw ours(e, diagnosis.get().explain(codec, value, e));
        }
    }

    /**
     * Reads.
     *
     * @param codec the name of the codec
     * @param from the message
     * @param reading reads the whole message
     * @return what was read
     * @throws CorruptMessageException if reading failed because of the bytes
     */
    static Object decode(String codec, Source from, Callable<Object> reading) {
        try {
            return reading.call();
        } catch (Exception e) {
            touch(from);
            throw ours(
                    e,
                    new CorruptMessageException(
                            "not an object that the " + codec + " codec reads: " + firstLine(root(e).toString())));
        }
    }

    /**
     * Throws if the message is closed, or another thread's: then it is not the bytes that are wrong. Libraries throw the
     * same exceptions for either reason, so the message itself is asked.
     */
    private static void touch(Source from) {
        if (from.remaining() > 0) {
            from.take(1).get(ValueLayout.JAVA_BYTE, 0);
        }
    }

    /** Where it began: what some libraries put around it repeats all that was read so far. */
    private static Throwable root(Throwable said) {
        return said.getCause() == null ? said : root(said.getCause());
    }

    /** What libraries say behind it are traces of their own, and advice on settings that nobody has here. */
    static String firstLine(String said) {
        return said.lines().findFirst().orElse(said).strip();
    }

    /** What we said ourselves comes out of some libraries as the cause of what they say. */
    private static HandoffException ours(Throwable said, HandoffException otherwise) {
        for (var cause = said; cause != null; cause = cause.getCause()) {
            if (cause instanceof HandoffException ours) {
                return ours;
            }
        }
        return otherwise;
    }

    /**
     * Refuses a message that goes on.
     *
     * @param bytes how many bytes are left
     * @param codec the name of the codec
     */
    static void refuseMore(long bytes, String codec) {
        if (bytes > 0) {
            throw more(bytes, codec);
        }
    }

    /** The same, where it is known that it does. */
    static CorruptMessageException more(long bytes, String codec) {
        return new CorruptMessageException(
                "the message goes on for " + bytes + " bytes after what the " + codec + " codec reads");
    }
}
