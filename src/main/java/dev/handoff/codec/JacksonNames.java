package dev.handoff.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.HashMap;
import java.util.List;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.TypeResolverBuilder;
import tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/**
 * The names that stand for classes in Jackson's formats. A name is looked up in a list, never a class by its name.
 * Numbers, text and truth values that the format tells apart have none, nor have values whose class the declaration of
 * their field says.
 */
final class JacksonNames extends TypeIdResolverBase {
    private static final long serialVersionUID = 1L;

    private final HashMap<Class<?>, String> names = new HashMap<>();
    private final HashMap<String, Class<?>> classes = new HashMap<>();

    private JacksonNames(List<Class<?>> more) {
        for (var type : Plain.and(more)) {
            var name = classes.containsKey(type.getSimpleName()) ? type.getTypeName() : type.getSimpleName();
            names.put(type, name);
            classes.put(name, type);
        }
    }

    static TypeResolverBuilder<?> typing(List<Class<?>> more) {
        // the validator guards class names that are read as such; there are none, so it allows none
        return new DefaultTypeResolverBuilder(
                        BasicPolymorphicTypeValidator.builder().build(),
                        DefaultTyping.NON_FINAL,
                        JsonTypeInfo.As.WRAPPER_ARRAY)
                .init(null, new JacksonNames(more));
    }

    @Override
    public String idFromValue(DatabindContext context, Object value) {
        var type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        var name = names.get(type);
        if (name == null) {
            throw new IllegalArgumentException(
                    "it holds a " + type.getTypeName() + ", a class that the codec was not told of");
        }
        return name;
    }

    @Override
    public String idFromValueAndType(DatabindContext context, Object value, Class<?> suggested) {
        return idFromValue(context, value);
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String name) {
        var type = classes.get(name);
        return type == null ? null : context.constructType(type);
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
