package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.Experiment;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever a reader's cell may end with says something: walks the methods of the façade and of the results they return. A
 * value is fine if it is plain: of the JDK, an enum, or a record of plain values.
 */
class EveryResultIsShownTest {
    /** Where results come from. A reader who asks an interface of {@code spi} for more writes a library. */
    private static final Set<String> WALKED = Set.of(
            "dev.handoff", "dev.handoff.report", "dev.handoff.sharing", "dev.handoff.baseline", "dev.handoff.chaos");

    /** A lock that is held: it is closed, not looked at. */
    private static final Set<String> HANDLES = Set.of("Held");

    @Test
    void nothing_is_shown_as_an_address() {
        var dull = reachable().stream()
                .filter(type -> !HANDLES.contains(type.getSimpleName()))
                .filter(type -> Renderings.types().stream().noneMatch(shown -> shown.isAssignableFrom(type)))
                .filter(type -> !isPlain(type));

        assertThat(dull).isEmpty();
    }

    private static boolean isPlain(Class<?> type) {
        boolean ofTheJdk = type.isPrimitive() || type.getName().startsWith("java.");
        return ofTheJdk || type.isEnum() || (type.isRecord() && isPlainRecord(type));
    }

    private static boolean isPlainRecord(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getGenericType)
                .flatMap(EveryResultIsShownTest::classes)
                .allMatch(EveryResultIsShownTest::isPlain);
    }

    private static Set<Class<?>> reachable() {
        var found = new LinkedHashSet<Class<?>>();
        var next = new ArrayDeque<Class<?>>(facade());
        while (!next.isEmpty()) {
            var from = next.remove();
            Arrays.stream(from.getMethods())
                    .filter(method -> method.getDeclaringClass().getName().startsWith("dev.handoff"))
                    .map(Method::getGenericReturnType)
                    .flatMap(EveryResultIsShownTest::classes)
                    .filter(found::add)
                    .filter(type -> WALKED.contains(type.getPackageName()))
                    .forEach(next::add);
        }
        return found;
    }

    private static List<? extends Class<?>> facade() {
        var names = new File(Experiment.class.getResource("Experiment.class").getPath())
                .getParentFile()
                .list((directory, name) -> name.matches("[A-Z]\\w*\\.class"));
        assertThat(names).hasSizeGreaterThan(8);
        return Arrays.stream(names)
                .map(name -> load("dev.handoff." + name.replace(".class", "")))
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The classes that a type is made of: of a list its elements', too. */
    private static Stream<Class<?>> classes(Type type) {
        return switch (type) {
            case Class<?> array when array.isArray() -> classes(array.componentType());
            case Class<?> one -> Stream.of(one);
            case ParameterizedType of ->
                Stream.concat(
                        classes(of.getRawType()),
                        Arrays.stream(of.getActualTypeArguments()).flatMap(EveryResultIsShownTest::classes));
            case WildcardType some -> Arrays.stream(some.getUpperBounds()).flatMap(EveryResultIsShownTest::classes);
            default -> Stream.empty();
        };
    }
}
