package dev.handoff.shipping;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.StreamCorruptedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads what {@link LeanOutput} wrote. One thread. */
public final class LeanInput {
    private final DataInputStream in;
    private final Supplier<ClassLoader> loader;
    private Object[] others;

    /**
     * An input.
     *
     * @param from where the bytes come from, buffered
     * @param loader is asked for each class
     */
    public LeanInput(InputStream from, Supplier<ClassLoader> loader) {
        this.in = new DataInputStream(from);
        this.loader = loader;
    }

    /**
     * Waits for a value.
     *
     * @return the value
     * @throws java.io.EOFException if there is no further one
     * @throws IOException if it cannot be read
     * @throws ClassNotFoundException if a class in it is not known here
     */
    @SuppressWarnings("BanSerializableRead") // from a process that we started, or that started us
    public Object read() throws IOException, ClassNotFoundException {
        int mark = in.readInt();
        if (mark != LeanOutput.MARK) {
            throw new StreamCorruptedException("no value begins with " + Integer.toHexString(mark));
        }
        int java = in.readInt();
        if (java > 0) {
            try (var stream = new LoadedInput(new ByteArrayInputStream(in.readNBytes(java)), loader)) {
                others = (Object[]) stream.readObject();
            }
        }
        try {
            return next();
        } finally {
            others = null;
        }
    }

    private Object next() throws IOException, ClassNotFoundException {
        byte kind = in.readByte();
        return switch (kind) {
            case LeanOutput.NULL -> null;
            case LeanOutput.TRUE -> true;
            case LeanOutput.FALSE -> false;
            case LeanOutput.INT -> in.readInt();
            case LeanOutput.LONG -> in.readLong();
            case LeanOutput.DOUBLE -> in.readDouble();
            case LeanOutput.TEXT -> in.readUTF();
            case LeanOutput.BYTES -> in.readNBytes(in.readInt());
            case LeanOutput.CONSTANT -> constant(type(), in.readUTF());
            case LeanOutput.LIST -> Collections.unmodifiableList(Arrays.asList(all()));
            case LeanOutput.MAP -> map(all(), all());
            case LeanOutput.COMPOSITE -> composite(type(), all());
            case LeanOutput.RECORD -> record(type(), all());
            case LeanOutput.OTHER -> others[in.readInt()];
            default -> throw new StreamCorruptedException("no kind of value is " + kind);
        };
    }

    private Object[] all() throws IOException, ClassNotFoundException {
        var values = new Object[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = next();
        }
        return values;
    }

    private Class<?> type() throws IOException, ClassNotFoundException {
        return Class.forName(in.readUTF(), false, loader.get());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the writer had the constant of that enum
    private static Object constant(Class type, String name) {
        return Enum.valueOf(type, name);
    }

    private static Object map(Object[] keys, Object[] values) {
        var map = new TreeMap<Object, Object>();
        for (int i = 0; i < keys.length; i++) {
            map.put(keys[i], values[i]);
        }
        return map;
    }

    private static Object composite(Class<?> type, Object[] parts) throws InvalidObjectException {
        return made(type, new Class<?>[] {Iterator.class}, Arrays.asList(parts).iterator());
    }

    private static Object record(Class<?> type, Object[] components) throws InvalidObjectException {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return made(type, types, components);
    }

    private static Object made(Class<?> type, Class<?>[] parameters, Object... arguments)
            throws InvalidObjectException {
        try {
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new InvalidObjectException(type.getName() + " refuses its components: " + e.getCause(), e);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new InvalidObjectException(type.getName() + " cannot be made of its components", e);
        }
    }
}
