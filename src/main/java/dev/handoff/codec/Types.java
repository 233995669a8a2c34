package dev.handoff.codec;

import dev.handoff.spi.EncodingException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the classes of which a codec must be told, from one object: those of the objects in it, and those that may take
 * their places in another, as far as its fields declare them. One thread.
 */
public final class Types {
    private static final Set<Class<?>> PLAIN = Set.copyOf(Plain.and(List.of()));

    /** What lies in the private fields that the JDK gives every exception. */
    private static final List<Class<?>> IN_THROWABLES =
            List.of(StackTraceElement.class, Collections.emptyList().getClass());

    private final Set<Class<?>> found = new LinkedHashSet<>();
    private final Set<Type> declared = new LinkedHashSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Types() {}

    /**
     * The classes of an object.
     *
     * @param value the object
     * @return those of it that are not carried without being told
     * @throws EncodingException if there is a lambda in it, whose class only the process knows that made it
     */
    public static Set<Class<?>> of(Object value) {
        var types = new Types();
        types.objects(value);
        Written.by(value).stream().filter(type -> !isOfTheJdk(type)).forEach(types::declared);
        types.found.removeIf(type -> PLAIN.contains(type) || type.isPrimitive() || type == Object.class);
        return types.found;
    }

    private void objects(Object root) {
        Deque<Object> todo = new ArrayDeque<>(List.of(root));
        while (!todo.isEmpty()) {
            var value = todo.pop();
            if (seen.add(value)) {
                if (value.getClass().isHidden()) {
                    throw noLambda(value, root);
                }
                declared(value.getClass());
                if (value instanceof Throwable thrown) {
                    found.addAll(IN_THROWABLES);
                    Stream.concat(Stream.ofNullable(thrown.getCause()), Stream.of(thrown.getSuppressed()))
                            .forEach(todo::push);
                }
                boolean numbers = value.getClass().isArray()
                        && value.getClass().componentType().isPrimitive();
                if (!numbers) {
                    Contents.of(value).stream()
                            .map(Contents::value)
                            .filter(inner -> inner != null && !isPlainLeaf(inner))
                            .forEach(todo::push);
                }
            }
        }
    }

    private static EncodingException noLambda(Object lambda, Object root) {
        return new EncodingException(
                "a " + lambda.getClass().getTypeName()
                        + (root.getClass().isHidden()
                                ? ""
                                : " in a " + root.getClass().getTypeName())
                        + " cannot be sent, whatever the codec: no other process has its class; write it as a method, and send"
                        + " what it works on",
                null);
    }

    /** A number or a text: there may be millions. */
    private static boolean isPlainLeaf(Object value) {
        return value instanceof Comparable<?> && PLAIN.contains(value.getClass());
    }

    private void declared(Type type) {
        if (!declared.add(type)) {
            return;
        }
        switch (type) {
            case ParameterizedType generic -> {
                declared(generic.getRawType());
                Stream.of(generic.getActualTypeArguments()).forEach(this::declared);
            }
            case WildcardType wildcard ->
                Stream.concat(Stream.of(wildcard.getUpperBounds()), Stream.of(wildcard.getLowerBounds()))
                        .forEach(this::declared);
            case GenericArrayType array -> declared(array.getGenericComponentType());
            case Class<?> array when array.isArray() -> declared(array.componentType());
            case Class<?> raw -> {
                // a constant with a body has a class of its own, which codecs do not write
                if (Enum.class.isAssignableFrom(raw) ? raw.isEnum() : !Modifier.isAbstract(raw.getModifiers())) {
                    found.add(raw);
                }
                if (!isOfTheJdk(raw)) {
                    if (raw.isSealed()) {
                        Stream.of(raw.getPermittedSubclasses()).forEach(this::declared);
                    }
                    Stream.of(raw.getInterfaces()).forEach(this::declared);
                    Stream.ofNullable(raw.getSuperclass()).forEach(this::declared);
                    Contents.fields(raw).forEach(field -> declared(field.getGenericType()));
                }
            }
            default -> {} // a type variable: what is there says it
        }
    }

    /**
     * Whether a class comes with Java.
     *
     * @param type the class
     * @return whether; nobody but the JDK can change it then
     */
    public static boolean isOfTheJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader().equals(ClassLoader.getPlatformClassLoader());
    }

    /** What Java serialization writes: an object may have another stand in for it, which no field says. */
    private static final class Written extends ObjectOutputStream {
        private final Set<Class<?>> classes = new LinkedHashSet<>();

        private Written() throws IOException {
            super(OutputStream.nullOutputStream());
        }

        static Set<Class<?>> by(Object value) {
            try (var written = new Written()) {
                try {
                    written.writeObject(value);
                } catch (IOException | RuntimeException | StackOverflowError e) {
                    // other codecs may carry it; the java codec will say why it does not
                }
                return written.classes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected void annotateClass(Class<?> type) {
            classes.add(type);
        }
    }
}
