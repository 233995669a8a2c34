package dev.handoff.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The plain collections, and arrays of objects and of booleans, in Kryo's stream: how many there are, then each. Kryo has its own
 * serializers for them, but those believe the number, and those for collections that cannot be changed fail at nulls.
 */
@SuppressWarnings({"unchecked", "rawtypes"}) // Kryo looks serializers up by class
final class KryoElements {
    private KryoElements() {}

    /** The serializer of a class; null if it is none of a collection, or of an array of objects or of booleans. */
    static Serializer<?> of(Class<?> type) {
        if (Plain.LISTS.contains(type)) {
            return new OfCollection(ArrayList.class, elements -> Plain.list((Collection) elements));
        } else if (Plain.SETS.contains(type)) {
            return new OfCollection(ArrayList.class, elements -> Set.copyOf((Collection) elements));
        } else if (Plain.MAPS.contains(type)) {
            return new OfMap(HashMap.class, map -> Map.copyOf((Map) map));
        } else if (Collection.class.isAssignableFrom(type)) {
            return new OfCollection(type, null);
        } else if (Map.class.isAssignableFrom(type)) {
            return new OfMap(type, null);
        } else if (Object[].class.isAssignableFrom(type)) {
            return new OfArray();
        } else if (type == boolean[].class) {
            return new OfBooleans();
        }
        return null;
    }

    /** What is common to both: something is filled, and then perhaps turned into something that cannot be changed. */
    private abstract static class Filled extends Serializer<Object> {
        private final Class<?> filled;
        private final UnaryOperator<Object> finish;

        Filled(Class<?> filled, UnaryOperator<Object> finish) {
            this.filled = filled;
            this.finish = finish;
        }

        abstract void fill(Kryo kryo, Input input, Object empty);

        @Override
        public final Object read(Kryo kryo, Input input, Class<?> type) {
            var empty = kryo.newInstance(filled);
            if (finish == null) {
                kryo.reference(empty); // its elements may refer to it
            }
            fill(kryo, input, empty);
            var whole = finish == null ? empty : finish.apply(empty);
            ((KryoInput) input).count(whole);
            return whole;
        }
    }

    private static final class OfCollection extends Filled {
        OfCollection(Class<?> filled, UnaryOperator<Object> finish) {
            super(filled, finish);
        }

        @Override
        public void write(Kryo kryo, Output output, Object collection) {
            output.writeVarInt(((Collection) collection).size(), true);
            for (var element : (Collection) collection) {
                kryo.writeClassAndObject(output, element);
            }
        }

        @Override
        void fill(Kryo kryo, Input input, Object empty) {
            int count = ((KryoInput) input).count();
            if (empty instanceof ArrayList list) {
                list.ensureCapacity(count);
            }
            for (int i = 0; i < count; i++) {
                ((Collection) empty).add(kryo.readClassAndObject(input));
            }
        }
    }

    private static final class OfMap extends Filled {
        OfMap(Class<?> filled, UnaryOperator<Object> finish) {
            super(filled, finish);
        }

        @Override
        public void write(Kryo kryo, Output output, Object map) {
            output.writeVarInt(((Map) map).size(), true);
            ((Map) map).forEach((key, value) -> {
                kryo.writeClassAndObject(output, key);
                kryo.writeClassAndObject(output, value);
            });
        }

        @Override
        void fill(Kryo kryo, Input input, Object empty) {
            int count = ((KryoInput) input).count();
            for (int i = 0; i < count; i++) {
                var key = kryo.readClassAndObject(input);
                ((Map) empty).put(key, kryo.readClassAndObject(input));
            }
        }
    }

    private static final class OfArray extends Serializer<Object[]> {
        @Override
        public void write(Kryo kryo, Output output, Object[] array) {
            var component = array.getClass().getComponentType();
            var serializer = kryo.isFinal(component) ? kryo.getSerializer(component) : null;
            output.writeVarInt(array.length, true);
            for (var element : array) {
                if (serializer == null) {
                    kryo.writeClassAndObject(output, element);
                } else {
                    kryo.writeObjectOrNull(output, element, serializer);
                }
            }
        }

        @Override
        public Object[] read(Kryo kryo, Input input, Class<? extends Object[]> type) {
            var component = type.getComponentType();
            var serializer = kryo.isFinal(component) ? kryo.getSerializer(component) : null;
            var array = (Object[]) Array.newInstance(component, ((KryoInput) input).count());
            kryo.reference(array);
            Arrays.setAll(
                    array,
                    i -> serializer == null
                            ? kryo.readClassAndObject(input)
                            : kryo.readObjectOrNull(input, component, serializer));
            return array;
        }
    }

    /** Unlike those of the other arrays, Kryo's own does not ask the input for all elements at once. */
    private static final class OfBooleans extends Serializer<boolean[]> {
        @Override
        public void write(Kryo kryo, Output output, boolean[] array) {
            output.writeVarInt(array.length, true);
            output.writeBooleans(array, 0, array.length);
        }

        @Override
        public boolean[] read(Kryo kryo, Input input, Class<? extends boolean[]> type) {
            return input.readBooleans(input.readVarInt(true));
        }
    }
}
