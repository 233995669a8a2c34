package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/**
 * Java serialization: what pickle is to Python. Reads only numbers, text, arrays of them, tensors, and the JDK's plain
 * collections; any other class in the bytes is refused before it is loaded.
 */
public record JavaCodec() implements Codec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "java";
    }

    @Override
    public void encode(Object value, Sink to) {
        try (var out = new ObjectOutputStream(to)) {
            out.writeObject(value);
        } catch (NotSerializableException e) {
            throw new EncodingException(
                    "the java codec cannot encode a " + value.getClass().getName() + ": class " + e.getMessage()
                            + " does not implement java.io.Serializable",
                    e);
        } catch (IOException e) {
            throw new EncodingException(
                    "the java codec cannot encode a " + value.getClass().getName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Object decode(Source from) {
        var allowed = new Allowed(from.remaining());
        Object value;
        try (var in = new ObjectInputStream(from)) {
            in.setObjectInputFilter(allowed);
            value = in.readObject();
        } catch (IllegalStateException | WrongThreadException e) {
            throw e; // the message was closed, or is another thread's: it is not the bytes that are wrong
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new CorruptMessageException(
                    allowed.refused() == null
                            ? "not an object that the java codec reads: " + e
                            : "the java codec does not read " + allowed.refused()
                                    + "; it reads numbers, text, arrays of them, tensors, lists and maps");
        }
        if (from.remaining() > 0) {
            throw new CorruptMessageException(
                    "the message goes on for " + from.remaining() + " bytes after what the java codec reads");
        }
        return value;
    }
}
