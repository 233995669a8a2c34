package dev.handoff.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.util.List;

/** A Kryo with its buffers. One thread at a time. */
final class KryoEngine {
    private static final int BUFFER = 64 * 1024;

    private final Kryo kryo = new Kryo(new References());
    private final Output output = new Output(BUFFER);
    private final KryoInput input = new KryoInput(BUFFER);

    KryoEngine(List<Class<?>> more) {
        kryo.setRegistrationRequired(true);
        kryo.setReferences(true);
        kryo.setMaxDepth(Plain.MAX_DEPTH);
        for (var type : Plain.and(more)) {
            var own = more.contains(type) ? null : KryoElements.of(type);
            if (type == Tensor.class) {
                kryo.register(type, new KryoTensor());
            } else if (own != null) {
                kryo.register(type, own);
            } else {
                kryo.register(
                        type); // Kryo's own: of a number, a text, an array of numbers, a record, a class with fields
            }
        }
    }

    void write(Object value, Sink to) {
        output.setOutputStream(to);
        kryo.writeClassAndObject(output, value);
        output.flush();
        output.setOutputStream(null);
    }

    Object read(Source from) {
        input.begin(from);
        var value = kryo.readClassAndObject(input);
        Coding.refuseMore(input.left(), "kryo");
        input.setInputStream(null);
        return value;
    }

    /** Throws where Kryo would quietly read null: at what refers to an object that cannot be there before its parts are. */
    private static final class References extends MapReferenceResolver {
        @Override
        @SuppressWarnings("rawtypes")
        public Object getReadObject(Class type, int id) {
            var object = super.getReadObject(type, id);
            if (object == null) {
                throw new KryoException("a cycle through a record or through a collection that cannot be changed");
            }
            return object;
        }
    }
}
