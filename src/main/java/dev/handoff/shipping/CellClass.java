package dev.handoff.shipping;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class that a cell declared, and what its class file says of it.
 *
 * @param type the class
 * @param file its class file
 * @param model the same, read
 */
record CellClass(Class<?> type, Bytes file, ClassModel model) {
    /** A class in a descriptor or a signature. */
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<>()\\[:]+)[;<]");

    /** What serialization calls by name. */
    private static final Set<String> HOOKS =
            Set.of("readObject", "readObjectNoData", "readResolve", "writeObject", "writeReplace");

    /** The key of the constructor without arguments. */
    static final String NO_ARGUMENTS = key("<init>", "()V");

    static CellClass of(Class<?> type) {
        var file = ClassFiles.of(type);
        return new CellClass(type, file, ClassFile.of().parse(file.content()));
    }

    String name() {
        return type.getName();
    }

    /** Whatever may be the name of a class: loading it, linking it or asking for its generic types may ask for those. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (var entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry named -> names.add(named.asInternalName());
                case Utf8Entry text ->
                    IN_DESCRIPTOR.matcher(text.stringValue()).results().forEach(found -> names.add(found.group(1)));
                default -> {}
            }
        }
        return names.stream().map(name -> name.replace('/', '.')).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A class of that name as this one sees it, or null. */
    Class<?> find(String name) {
        try {
            return Class.forName(name, false, type.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    List<MethodModel> methods() {
        return model.methods();
    }

    static String key(MethodModel method) {
        return key(method.methodName().stringValue(), method.methodType().stringValue());
    }

    static String key(String name, String descriptor) {
        return name + descriptor;
    }

    /** The methods that run without being called in any cell: by the JVM, by serialization, by the JDK and by libraries. */
    Set<String> calledFromElsewhere() {
        Set<String> inherited = new HashSet<>();
        above(type).filter(above -> !ClassFiles.isOfACell(above)).forEach(above -> {
            for (var method : above.getDeclaredMethods()) {
                inherited.add(key(
                        method.getName(),
                        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                .descriptorString()));
            }
        });
        boolean isMadeByItsConstructor = type.isRecord() || Externalizable.class.isAssignableFrom(type);
        return methods().stream()
                .filter(method -> method.methodName().equalsString("<clinit>")
                        || (isMadeByItsConstructor && method.methodName().equalsString("<init>"))
                        || HOOKS.contains(method.methodName().stringValue())
                        || inherited.contains(key(method)))
                .map(CellClass::key)
                .collect(Collectors.toSet());
    }

    /** The class whose constructor serialization calls when it reads an object: the first that is not serializable. */
    Optional<Class<?>> madeByConstructorOf() {
        return Serializable.class.isAssignableFrom(type)
                ? Stream.<Class<?>>iterate(type, above -> above != null, Class::getSuperclass)
                        .filter(above -> !Serializable.class.isAssignableFrom(above))
                        .findFirst()
                : Optional.empty();
    }

    /** Superclasses and interfaces, however far up. */
    static Stream<Class<?>> above(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                .flatMap(next -> Stream.concat(Stream.of(next), above(next)));
    }
}
