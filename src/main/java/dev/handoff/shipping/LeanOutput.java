package dev.handoff.shipping;

import dev.handoff.spi.Composite;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes values so that a process that has just started reads them soon, with {@link LeanInput}. Java's own streams cost such
 * a process a third of its start: before they read anything, they search every jar for a logger, and for each record they
 * compose method handles. So numbers, texts, lists and this library's records are written as they are, and a {@link
 * Composite} is read without reflection. All other objects of a value go together in one stream of Java's, so that what
 * they share they share there too; a value that has none needs none.
 *
 * <p>A value is a mark, the length of that stream, the stream, then a byte for what follows, and that. The mark tells at once
 * that something else has written into the pipe. One thread.
 */
public final class LeanOutput {
    static final int MARK = 0xCAFE_1EA2;

    static final byte NULL = 0;
    static final byte TRUE = 1;
    static final byte FALSE = 2;
    static final byte INT = 3;
    static final byte LONG = 4;
    static final byte DOUBLE = 5;
    static final byte TEXT = 6;
    static final byte BYTES = 7;
    static final byte CONSTANT = 8;
    static final byte LIST = 9;
    static final byte MAP = 10;
    static final byte COMPOSITE = 11;
    static final byte RECORD = 12;
    static final byte OTHER = 13;

    private static final Set<String> IN_ITS_PLACE = Set.of("writeReplace", "readResolve");
    private static final String OURS = "dev.handoff.";
    /** The lists that {@code List.of} makes; one of another class keeps its class. */
    private static final String LISTS = "java.util.ImmutableCollections$List";
    /** So many characters always fit into what {@code writeUTF} can write. */
    private static final int TEXT_LIMIT = 65_535 / 3;

    /** Larger arrays are written from where they lie: a variable of the reader's goes to each worker. */
    private static final int LARGE = 64 * 1024;

    private final DataOutputStream to;
    /** What comes before the rest in {@link #body}: pieces of it, and large arrays between them. */
    private final List<byte[]> pieces = new ArrayList<>();

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(body);
    private final List<Object> others = new ArrayList<>();

    /**
     * An output.
     *
     * @param to where the bytes go
     */
    public LeanOutput(OutputStream to) {
        this.to = new DataOutputStream(to);
    }

    /**
     * Writes a value and flushes it. If something in it cannot be written, nothing of it is.
     *
     * @param value the value; a class loader in it arrives as null
     * @throws IOException if it cannot be written, or something in it cannot be serialized
     */
    public void write(Object value) throws IOException {
        try {
            put(value);
            var java = others.isEmpty() ? new byte[0] : serialized(others.toArray());
            to.writeInt(MARK);
            to.writeInt(java.length);
            to.write(java);
            for (var piece : pieces) {
                to.write(piece);
            }
            body.writeTo(to);
            to.flush();
        } finally {
            pieces.clear();
            body.reset();
            others.clear();
        }
    }

    private static byte[] serialized(Object[] objects) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(objects);
        }
        return bytes.toByteArray();
    }

    // no pattern switch: in a process that has just started, the first takes some milliseconds
    private void put(Object value) throws IOException {
        if (value == null || value instanceof ClassLoader) {
            out.writeByte(NULL);
        } else if (value instanceof Boolean is) {
            out.writeByte(is ? TRUE : FALSE);
        } else if (value instanceof Integer number) {
            out.writeByte(INT);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof String text && text.length() <= TEXT_LIMIT) {
            out.writeByte(TEXT);
            out.writeUTF(text);
        } else if (value instanceof byte[] bytes) {
            out.writeByte(BYTES);
            out.writeInt(bytes.length);
            putBytes(bytes);
        } else {
            putLarger(value);
        }
    }

    private void putBytes(byte[] bytes) throws IOException {
        if (bytes.length < LARGE) {
            out.write(bytes);
        } else {
            pieces.add(body.toByteArray());
            body.reset();
            pieces.add(bytes);
        }
    }

    private void putLarger(Object value) throws IOException {
        if (value instanceof List<?> list && value.getClass().getName().startsWith(LISTS)) {
            out.writeByte(LIST);
            putAll(list);
        } else if (value instanceof TreeMap<?, ?> map
                && value.getClass() == TreeMap.class
                && map.comparator() == null) {
            out.writeByte(MAP);
            putAll(new ArrayList<>(map.keySet()));
            putAll(new ArrayList<>(map.values()));
        } else if (value instanceof Enum<?> constant && isOurs(constant.getDeclaringClass())) {
            out.writeByte(CONSTANT);
            out.writeUTF(constant.getDeclaringClass().getName());
            out.writeUTF(constant.name());
        } else if (value instanceof Composite composite && isOurs(value.getClass())) {
            out.writeByte(COMPOSITE);
            out.writeUTF(value.getClass().getName());
            putAll(composite.parts());
        } else if (value instanceof Record record && isOurs(value.getClass()) && isPlain(value.getClass())) {
            out.writeByte(RECORD);
            out.writeUTF(value.getClass().getName());
            putAll(components(record));
        } else {
            out.writeByte(OTHER);
            out.writeInt(others.size());
            others.add(value);
        }
    }

    private void putAll(List<?> values) throws IOException {
        out.writeInt(values.size());
        for (var value : values) {
            put(value);
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS);
    }

    /** Whether nothing else is written or read in its place. */
    private static boolean isPlain(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .noneMatch(method -> method.getParameterCount() == 0 && IN_ITS_PLACE.contains(method.getName()));
    }

    private static List<Object> components(Record record) throws IOException {
        if (!(record instanceof Serializable)) {
            throw new NotSerializableException(record.getClass().getName());
        }
        List<Object> values = new ArrayList<>();
        try {
            for (var component : record.getClass().getRecordComponents()) {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                values.add(accessor.invoke(record));
            }
        } catch (ReflectiveOperationException e) {
            throw new IOException("the components of " + record.getClass().getName() + " cannot be read", e);
        }
        return values;
    }
}
