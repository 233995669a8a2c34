package dev.handoff.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.apache.fory.context.ReadContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.collection.CollectionSerializer;
import org.apache.fory.serializer.collection.MapSerializer;

/**
 * The plain collections in Fory's stream, as Fory writes them. Its own serializers do not say when a collection is complete,
 * and those of lists that cannot be changed fail at nulls.
 */
@SuppressWarnings({"unchecked", "rawtypes"}) // Fory looks serializers up by class
final class ForyElements {
    private ForyElements() {}

    /**
     * The serializer of a class.
     *
     * @param complete is told of each collection that was read
     * @return null if it is none of a plain collection
     */
    static Serializer<?> of(Class<?> type, TypeResolver types, Consumer<Object> complete) {
        if (Plain.LISTS.contains(type)) {
            return new OfCollection(types, type, null, elements -> Plain.list((Collection) elements), complete);
        } else if (Plain.SETS.contains(type)) {
            return new OfCollection(types, type, null, elements -> Set.copyOf((Collection) elements), complete);
        } else if (Plain.MAPS.contains(type)) {
            return new OfMap(types, type, null, map -> Map.copyOf((Map) map), complete);
        } else if (type == ArrayList.class) {
            return new OfCollection(types, type, ArrayList::new, null, complete);
        } else if (type == HashSet.class) {
            return new OfCollection(types, type, HashSet::newHashSet, null, complete);
        } else if (type == LinkedHashSet.class) {
            return new OfCollection(types, type, LinkedHashSet::newLinkedHashSet, null, complete);
        } else if (type == HashMap.class) {
            return new OfMap(types, type, HashMap::newHashMap, null, complete);
        } else if (type == LinkedHashMap.class) {
            return new OfMap(types, type, LinkedHashMap::newLinkedHashMap, null, complete);
        }
        return null;
    }

    private static final class OfCollection extends CollectionSerializer {
        private final IntFunction<Collection> make;
        private final UnaryOperator<Object> finish;
        private final Consumer<Object> complete;

        /** Without something to make, a list is filled and then finished. */
        OfCollection(
                TypeResolver types,
                Class<?> type,
                IntFunction<Collection> make,
                UnaryOperator<Object> finish,
                Consumer<Object> complete) {
            super(types, type, true);
            this.make = make;
            this.finish = finish;
            this.complete = complete;
        }

        @Override
        public Collection newCollection(ReadContext context, boolean elementsAdvance) {
            int count = readCollectionSize(context, context.getBuffer(), elementsAdvance);
            setNumElements(count);
            if (make == null) {
                return new ArrayList<>(count);
            }
            var empty = make.apply(count);
            context.reference(empty); // its elements may refer to it
            return empty;
        }

        @Override
        public Collection onCollectionRead(Collection elements) {
            var whole = finish == null ? elements : (Collection) finish.apply(elements);
            complete.accept(whole);
            return whole;
        }
    }

    private static final class OfMap extends MapSerializer {
        private final IntFunction<Map> make;
        private final UnaryOperator<Object> finish;
        private final Consumer<Object> complete;

        OfMap(
                TypeResolver types,
                Class<?> type,
                IntFunction<Map> make,
                UnaryOperator<Object> finish,
                Consumer<Object> complete) {
            super(types, type, true);
            this.make = make;
            this.finish = finish;
            this.complete = complete;
        }

        @Override
        public Map newMap(ReadContext context, boolean entriesAdvance) {
            int count = readMapSize(context, context.getBuffer(), entriesAdvance);
            setNumElements(count);
            if (make == null) {
                return new HashMap<>();
            }
            var empty = make.apply(count);
            context.reference(empty);
            return empty;
        }

        @Override
        public Map onMapRead(Map entries) {
            var whole = finish == null ? entries : (Map) finish.apply(entries);
            complete.accept(whole);
            return whole;
        }
    }
}
