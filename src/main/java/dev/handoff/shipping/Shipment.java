package dev.handoff.shipping;

import dev.handoff.spi.Composite;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a worker needs besides its class path to run the reader's code. Immutable; made by {@link Packed#of}, opened by
 * {@link Unpacking#open}.
 *
 * @param classes the class files of the classes that cells declared, by binary name
 * @param jars the jars and directories that the notebook added to its class path, as URLs
 * @param variables the notebook's variables that the code reads
 * @param values their values, in this order, as one serialized array: what two of them share, they share there too
 */
public record Shipment(Map<String, Bytes> classes, List<String> jars, List<Variable> variables, Bytes values)
        implements Composite {
    private static final long serialVersionUID = 1L;

    /** Copies the collections. */
    public Shipment {
        classes = new TreeMap<>(classes);
        jars = List.copyOf(jars);
        variables = List.copyOf(variables);
    }

    @SuppressWarnings("unchecked") // they are this record's own
    Shipment(Iterator<?> parts) {
        this((Map<String, Bytes>) parts.next(), (List<String>) parts.next(), (List<Variable>) parts.next(), (Bytes)
                parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(classes, jars, variables, values);
    }

    /** The same without values: what a class loader is kept for. */
    Shipment classesAlone() {
        return new Shipment(classes, jars, List.of(), new Bytes(new byte[0]));
    }

    /**
     * What the variables' values take while they are on their way.
     *
     * @return bytes
     */
    public long bytes() {
        return values.content().length;
    }

    /** Whether another one needs the same class loader. */
    boolean hasTheClassesOf(Shipment other) {
        return classes.equals(other.classes) && jars.equals(other.jars);
    }
}
