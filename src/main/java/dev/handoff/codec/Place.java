package dev.handoff.codec;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where in an object another one lies, for who must say which it was that could not be written. Immutable.
 *
 * @param value the object
 * @param from the one that it lies in; null where the search began
 * @param step says how one gets from there to it: {@code .name}, {@code [7]}
 */
public record Place(Object value, Place from, Supplier<String> step) {
    /**
     * Finds the nearest object of a kind.
     *
     * @param kind whether an object is of it
     * @param roots where to begin
     * @return the place; empty if there is none, or if it lies in what the JDK keeps closed
     */
    public static Optional<Place> of(Predicate<Object> kind, List<?> roots) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Place> todo = new ArrayDeque<>();
        roots.forEach(root -> todo.add(new Place(root, null, () -> "")));
        while (!todo.isEmpty()) {
            var place = todo.remove();
            if (kind.test(place.value)) {
                return Optional.of(place);
            }
            if (seen.add(place.value)) {
                Contents.of(place.value).stream()
                        .filter(inner -> inner.value() != null)
                        .forEach(inner -> todo.add(new Place(inner.value(), place, inner.step())));
            }
        }
        return Optional.empty();
    }

    /**
     * What the innermost lambda around it captured.
     *
     * @return itself, or what it lies in; empty if it lies in no lambda
     */
    public Optional<Place> captured() {
        return from == null ? Optional.empty() : from.value.getClass().isHidden() ? Optional.of(this) : from.captured();
    }

    /**
     * The way to it.
     *
     * @return from where the search began, for instance {@code .best[7]}; empty there
     */
    public String path() {
        return from == null ? "" : from.path() + step.get();
    }
}
