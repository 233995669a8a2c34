package dev.handoff.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.InstantiatorStrategy;
import org.objenesis.strategy.StdInstantiatorStrategy;

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
        kryo.setOptimizedGenerics(false); // loses count in a generic class with an inner one (Kryo 5.6.2)
        kryo.setInstantiatorStrategy(new Instantiators());
        kryo.addDefaultSerializer(
                UUID.class, DefaultSerializers.UUIDSerializer.class); // Kryo has them, and leaves them out
        kryo.addDefaultSerializer(URI.class, DefaultSerializers.URISerializer.class);
        kryo.addDefaultSerializer(Pattern.class, DefaultSerializers.PatternSerializer.class);
        kryo.addDefaultSerializer(AtomicBoolean.class, DefaultSerializers.AtomicBooleanSerializer.class);
        kryo.addDefaultSerializer(AtomicInteger.class, DefaultSerializers.AtomicIntegerSerializer.class);
        kryo.addDefaultSerializer(AtomicLong.class, DefaultSerializers.AtomicLongSerializer.class);
        for (var type : Plain.and(more)) {
            var own = more.contains(type) && !type.isArray() ? null : KryoElements.of(type);
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

    /**
     * Refuses, where it is sent, an array that Kryo writes and cannot read: it counts the bytes of one in an int.
     *
     * @param length the number of its elements
     * @param size the bytes of each
     */
    static void checkArray(int length, int size) {
        if ((long) length * size > Integer.MAX_VALUE) {
            throw new KryoException("an array in Kryo's bytes has less than 2 GiB; this one has " + (long) length * size
                    + " bytes; send a Tensor");
        }
    }

    /** A reader's class need not have a constructor without parameters; what one of the JDK sets up in its own, it needs. */
    private static final class Instantiators implements InstantiatorStrategy {
        private final InstantiatorStrategy byConstructor = new DefaultInstantiatorStrategy();
        private final InstantiatorStrategy without = new DefaultInstantiatorStrategy(new StdInstantiatorStrategy());

        @Override
        public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
            return (Types.isOfTheJdk(type) ? byConstructor : without).newInstantiatorOf(type);
        }
    }

    /**
     * Sees every object that is written, and throws where Kryo would quietly read null: at what refers to an object that
     * cannot be there before its parts are.
     */
    private static final class References extends MapReferenceResolver {
        @Override
        public int addWrittenObject(Object object) {
            switch (object) {
                case double[] array -> checkArray(array.length, Double.BYTES);
                case float[] array -> checkArray(array.length, Float.BYTES);
                case short[] array -> checkArray(array.length, Short.BYTES);
                case char[] array -> checkArray(array.length, Character.BYTES);
                default -> {} // those of int and long have as many bytes as their values need
            }
            return super.addWrittenObject(object);
        }

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
