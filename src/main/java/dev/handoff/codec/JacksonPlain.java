package dev.handoff.codec;

import dev.handoff.spi.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.StdConverter;

/** What Jackson does not do by itself: tensors, collections that cannot be changed, and no keys but text. */
final class JacksonPlain extends SimpleModule {
    private static final long serialVersionUID = 1L;

    JacksonPlain() {
        setDeserializers(new Unchangeable());
        addSerializer(Tensor.class, new JacksonTensor.Out());
        addDeserializer(Tensor.class, new JacksonTensor.In());
        addKeySerializer(Object.class, new TextKeys());
    }

    /** Fills what can be changed, and turns it into what was sent. */
    private static final class Unchangeable extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> findCollectionDeserializer(
                CollectionType type,
                DeserializationConfig config,
                BeanDescription.Supplier description,
                TypeDeserializer elementTypes,
                ValueDeserializer<?> elements) {
            var filled = config.getTypeFactory().constructCollectionType(ArrayList.class, type.getContentType());
            if (Plain.LISTS.contains(type.getRawClass())) {
                return converting(filled, got -> Plain.list((Collection<?>) got));
            }
            return Plain.SETS.contains(type.getRawClass())
                    ? converting(filled, got -> Set.copyOf((Collection<?>) got))
                    : null;
        }

        @Override
        public ValueDeserializer<?> findMapDeserializer(
                MapType type,
                DeserializationConfig config,
                BeanDescription.Supplier description,
                KeyDeserializer keys,
                TypeDeserializer elementTypes,
                ValueDeserializer<?> elements) {
            return Plain.MAPS.contains(type.getRawClass())
                    ? converting(
                            config.getTypeFactory()
                                    .constructMapType(HashMap.class, type.getKeyType(), type.getContentType()),
                            got -> Map.copyOf((Map<?, ?>) got))
                    : null;
        }

        private static ValueDeserializer<?> converting(JavaType filled, Function<Object, Object> finish) {
            return new StdConvertingDeserializer<>(new StdConverter<Object, Object>() {
                @Override
                public Object convert(Object got) {
                    return finish.apply(got);
                }

                @Override
                public JavaType getInputType(TypeFactory types) {
                    return filled;
                }

                @Override
                public JavaType getOutputType(TypeFactory types) {
                    return types.constructType(Object.class);
                }
            });
        }
    }

    /** A number as a key would come back as text. */
    private static final class TextKeys extends StdSerializer<Object> {
        TextKeys() {
            super(Object.class);
        }

        @Override
        public void serialize(Object key, JsonGenerator to, SerializationContext context) {
            if (!(key instanceof String text)) {
                throw new IllegalArgumentException("a map has the key " + key + ", a "
                        + key.getClass().getTypeName() + "; keys are text in this format");
            }
            to.writeName(text);
        }
    }
}
