package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.baseline.Twin;
import dev.handoff.chaos.Fault;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.MessageFunction;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.ObjectMaker;
import dev.handoff.spi.Phase;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null in place of anything that a reader can give: what belongs there is said, and nothing is done. */
class NullsTest {
    private static final Experiment EXPERIMENT = Experiment.of(Workload.dot(5).sending(Payloads.zeros(10)));
    private static final Results RESULTS = new Results(List.of(), Session.machine(), Map.of());
    private static final Sweep SWEEP = new Sweep(List.of(), RESULTS.machine(), Map.of());

    /** On whom a method is called. */
    private static final List<Object> READERS_OBJECTS = List.of(
            EXPERIMENT,
            EXPERIMENT.workload(),
            EXPERIMENT.extras(),
            Route.queue(),
            RESULTS,
            SWEEP,
            Session.shared(),
            Serialization.of(Payloads.one()),
            Faults.all());

    private static final List<Class<?>> DOORS = Stream.concat(
                    READERS_OBJECTS.stream().map(Object::getClass),
                    Stream.of(Codecs.class, Payloads.class, Shared.class))
            .<Class<?>>map(type -> type)
            .toList();

    /** What is given in the other places. */
    private static final List<Object> GIVEN = List.of(
            EXPERIMENT,
            EXPERIMENT.workload(),
            EXPERIMENT.workload().computation(),
            EXPERIMENT.workload().payload(),
            EXPERIMENT.size(),
            EXPERIMENT.conditions(),
            EXPERIMENT.extras(),
            Route.queue().channel(),
            Codecs.java(),
            RESULTS.machine(),
            Monitor.NONE,
            Fault.KILL,
            Phase.COMPUTE,
            Arm.HEAVY,
            Twin.QUEUE_PICKLE_5,
            Duration.ofSeconds(1),
            Path.of("nowhere"),
            UnaryOperator.identity(),
            (MessageFunction) i -> i,
            (ObjectMaker) () -> 1,
            "text",
            Map.of(),
            List.of(EXPERIMENT.routes().getFirst()));

    /** A call with null in one place. */
    record Call(Executable what, int place) {
        @Override
        public String toString() {
            return what.getDeclaringClass().getSimpleName() + "." + what.getName() + ", argument " + place;
        }

        void make() throws ReflectiveOperationException {
            var types = what.getParameterTypes();
            var arguments = IntStream.range(0, types.length)
                    .mapToObj(i -> i == place ? null : given(types[i]))
                    .toArray();
            if (what instanceof Method method) {
                var on = READERS_OBJECTS.stream()
                        .filter(what.getDeclaringClass()::isInstance)
                        .findFirst();
                method.invoke(on.orElse(null), arguments);
            } else if (what instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            }
        }
    }

    private static Object given(Class<?> type) {
        if (type.isPrimitive()) {
            return type == boolean.class ? (Object) false : type == long.class ? (Object) 8L : (Object) 1;
        }
        return GIVEN.stream()
                .filter(type::isInstance)
                .findFirst()
                .orElseGet(() -> Array.newInstance(type.componentType(), 0));
    }

    static Stream<Arguments> calls() {
        return DOORS.stream()
                .flatMap(type -> Stream.concat(Stream.of(type.getConstructors()), Stream.of(type.getDeclaredMethods())))
                .filter(what -> Modifier.isPublic(what.getModifiers())
                        && !what.getName().equals("equals"))
                .flatMap(what -> IntStream.range(0, what.getParameterCount())
                        .filter(i -> !what.getParameterTypes()[i].isPrimitive())
                        .mapToObj(i -> new Call(what, i)))
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void nullIsRefusedWithWhatBelongsInItsPlace(Call call) {
        assertThatThrownBy(call::make)
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches(
                        ".+ needs .+; it was given null|a workload's name is what its results are called; it must not be blank");
    }

    @Test
    void theSentenceIsWhole() {
        assertThatThrownBy(() -> Route.named(null))
                .hasMessage("a route needs a name, such as \"slots\"; it was given null");
        assertThatThrownBy(() -> EXPERIMENT.scale(null))
                .hasMessage("an experiment needs a scale, such as Scale.QUICK; it was given null");
        assertThatThrownBy(() -> Results.load(null))
                .hasMessage("what holds results needs a file, such as Path.of(\"results.json\"); it was given null");
        assertThatThrownBy(() -> EXPERIMENT.python((String) null))
                .hasMessage("an experiment needs names of twins, such as \"queue\"; it was given null");
    }

    @Test
    void whatIsPrintedIsWhatItSays() {
        assertThat(Stream.of(
                                Codecs.all(),
                                Payloads.all(),
                                Route.all(),
                                READERS_OBJECTS.stream()
                                        .filter(Displayable.class::isInstance)
                                        .toList(),
                                List.of(Workload.of("mine", i -> i)))
                        .flatMap(List::stream)
                        .map(Displayable.class::cast))
                .allSatisfy(shown -> assertThat(shown).hasToString(shown.text()));
    }
}
