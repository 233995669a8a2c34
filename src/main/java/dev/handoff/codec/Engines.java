package dev.handoff.codec;

import dev.handoff.spi.Composite;
import java.io.Serial;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The classes that a codec carries besides the {@linkplain Plain plain} ones, and the engines that were set up for them:
 * setting one up takes longer than most messages, and few engines may be used by two threads at once. Idle engines are
 * kept; one whose work failed is not, because nobody knows its state. For any thread.
 *
 * <p>Two are equal if their classes are. Only the classes travel to a worker.
 *
 * @param <E> what does the work
 */
final class Engines<E> implements Composite {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> PLAIN = Set.copyOf(Plain.and(List.of()));

    @SuppressWarnings("serial") // what List.copyOf returns is serializable
    private final List<Class<?>> more;

    private final transient Queue<E> idle = new ConcurrentLinkedQueue<>();

    /** No classes but the plain ones. */
    Engines() {
        this(List.of());
    }

    private Engines(List<Class<?>> more) {
        this.more = more;
    }

    @SuppressWarnings("unchecked") // they are its own
    Engines(Iterator<?> parts) {
        this((List<Class<?>>) parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(more);
    }

    Engines<E> allowing(Set<Class<?>> classes) {
        return new Engines<>(Stream.concat(more.stream(), classes.stream())
                .distinct()
                .filter(type -> !PLAIN.contains(type))
                .sorted(Comparator.comparing(Class::getName))
                .toList());
    }

    /** The classes besides the plain ones, in an order that is the same in every process. */
    List<Class<?>> more() {
        return more;
    }

    /** Does some work with an idle engine, or with a new one, made for {@link #more}. */
    Object use(Function<List<Class<?>>, E> make, Work<E> work) throws Exception {
        var taken = idle.poll();
        var engine = taken == null ? make.apply(more) : taken;
        var result = work.with(engine);
        idle.add(engine);
        return result;
    }

    /** What is done with an engine. */
    interface Work<E> {
        Object with(E engine) throws Exception;
    }

    @Serial
    private Object readResolve() {
        return new Engines<E>(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Engines<?> engines && engines.more.equals(more);
    }

    @Override
    public int hashCode() {
        return more.hashCode();
    }

    @Override
    public String toString() {
        return more.toString();
    }
}
