package dev.handoff.shipping;

import dev.handoff.spi.HandoffException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link Shipment} and what its sender must know of it. Immutable.
 *
 * @param shipment what is sent
 * @param home the loader that knows the same classes here, for what comes back
 * @param types the classes of cells that are in it
 * @param warnings what the code does that will not have the effect the reader may expect; one sentence each
 */
public record Packed(Shipment shipment, ClassLoader home, Set<Class<?>> types, List<String> warnings) {
    /** Copies the collections. */
    public Packed {
        types = Set.copyOf(types);
        warnings = List.copyOf(warnings);
    }

    /**
     * Finds what objects need to live in a worker: the classes of cells that their code can reach, the jars that the notebook
     * added, and the values of the notebook's variables that the code reads, as they are now.
     *
     * @param objects what shall be sent, by itself, with this; a class stands for itself
     * @return what must be there first
     * @throws HandoffException if an object or the value of a variable cannot be serialized, or the code of a class cannot
     *     be had; it says which, and what to do
     */
    public static Packed of(Object... objects) {
        var reach = new Reach();
        ClassLoader home;
        try {
            var walk = Walk.through(objects);
            home = home(walk.classes());
            reach.follow(walk);
        } catch (IOException e) {
            throw new HandoffException("what the workers shall do cannot be sent to them: "
                    + Unwritten.words(e, List.of(objects), "", ""));
        }
        var values = values(reach);
        var types = reach.named().values().stream().map(CellClass::type).collect(Collectors.toSet());
        var files = new TreeMap<String, Bytes>();
        reach.named().forEach((name, cell) -> files.put(name, cell.file()));
        var warnings = reach.writes().entrySet().stream()
                .map(write -> "the variable " + write.getKey().name() + " is set by " + write.getValue()
                        + ": the change stays in the worker that makes it; here the variable stays as it is")
                .toList();
        return new Packed(
                new Shipment(files, jars(home), List.copyOf(values.keySet()), serialized(values)),
                home,
                types,
                warnings);
    }

    /**
     * The values of the variables that are read; the code of their objects may read others. Those of a cell's own classes come
     * last: when a worker makes them, constructors and initializers run, which may read the rest.
     */
    private static Map<Variable, Object> values(Reach reach) {
        var values = new LinkedHashMap<Variable, Object>();
        var own = new LinkedHashMap<Variable, Object>();
        while (values.size() + own.size() < reach.reads().size()) {
            for (var read : new LinkedHashMap<>(reach.reads()).entrySet()) {
                var variable = read.getKey();
                if (!values.containsKey(variable) && !own.containsKey(variable)) {
                    var loader = reach.named().get(variable.owner()).type().getClassLoader();
                    var value = variable.read(loader);
                    try {
                        var walk = Walk.through(value);
                        reach.follow(walk);
                        (walk.classes().stream().anyMatch(ClassFiles::isOfACell) ? own : values).put(variable, value);
                    } catch (IOException e) {
                        throw refused(variable, loader, read.getValue(), value, e);
                    }
                }
            }
        }
        values.putAll(own);
        return values;
    }

    private static HandoffException refused(
            Variable variable, ClassLoader loader, String method, Object value, IOException why) {
        var type = Names.readable(variable.in(loader).getGenericType().getTypeName());
        return new HandoffException("the variable " + variable.name() + " (" + type + "), which " + method
                + " reads, cannot be sent to a worker: "
                + Unwritten.words(
                        why, List.of(value), variable.name(), ", or keep what the function needs in another variable"));
    }

    private static Bytes serialized(Map<Variable, Object> values) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            for (var value : values.values()) {
                out.writeObject(value);
            }
        } catch (IOException e) {
            throw new HandoffException("the notebook's variables cannot be sent to a worker: " + e.getMessage(), e);
        }
        return new Bytes(bytes.toByteArray());
    }

    /** The first loader that may know more than this library's does. */
    private static ClassLoader home(Set<Class<?>> classes) {
        var library = Packed.class.getClassLoader();
        var above = Stream.iterate(library, Objects::nonNull, ClassLoader::getParent)
                .collect(Collectors.toSet());
        return classes.stream()
                .map(Class::getClassLoader)
                .filter(loader -> loader != null && !above.contains(loader))
                .findFirst()
                .orElse(library);
    }

    /** All of them and not only those whose classes are named: a library loads what it needs by itself. */
    private static List<String> jars(ClassLoader home) {
        List<String> jars = new ArrayList<>();
        for (var loader = home; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                Stream.of(urls.getURLs()).map(URL::toString).forEach(jars::add);
            }
        }
        return jars;
    }
}
