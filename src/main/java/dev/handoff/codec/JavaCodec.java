package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/**
 * Java serialization: what pickle is to Python. Reads only numbers, text, arrays of them, tensors, and the JDK's plain
 * collections; any other class in the bytes is refused before it is loaded.
 */
public record JavaCodec() implements Codec {
    private static final long serialVersionUID = 1L;

    private static final ObjectInputFilter ALLOWED = ObjectInputFilter.Config.createFilter("maxdepth=100;"
            + "dev.handoff.spi.Tensor;dev.handoff.spi.TensorForm;java.lang.Boolean;java.lang.Character;java.lang.Number;java.lang.Byte;"
            + "java.lang.Short;java.lang.Integer;java.lang.Long;java.lang.Float;java.lang.Double;java.lang.String;"
            + "java.util.ArrayList;java.util.HashMap;java.util.LinkedHashMap;java.util.CollSer;!*");

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
        try (var in = new ObjectInputStream(from)) {
            in.setObjectInputFilter(ALLOWED);
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new CorruptMessageException("not an object that the java codec reads: " + e);
        }
    }
}
