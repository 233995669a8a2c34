package dev.handoff.shipping;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Writes objects so that a fresh process reads them soon. To read a serialized record, Java composes a method handle for its
 * class; in a process that has just started that took ten times as long as all other reading, and more than half of the
 * processor time of a worker's start. So this library's records travel as their components, and the reader calls the
 * constructor. Any {@link java.io.ObjectInputStream} reads them. The records of others travel as Java has it. One thread.
 */
public final class LeanOutput extends ObjectOutputStream {
    private static final String OURS = "dev.handoff.";

    /**
     * A stream.
     *
     * @param to where the bytes go
     * @throws IOException if they cannot be written
     */
    public LeanOutput(OutputStream to) throws IOException {
        super(to);
        enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
        return object instanceof Record record && record.getClass().getName().startsWith(OURS)
                ? Components.of(record)
                : object;
    }

    /** A record on its way. */
    private static final class Components implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Class<?> type;

        @SuppressWarnings("serial") // what cannot travel is refused by the stream
        private final Object[] values;

        private Components(Class<?> type, Object[] values) {
            this.type = type;
            this.values = values;
        }

        static Components of(Record record) throws IOException {
            if (!(record instanceof Serializable)) {
                throw new NotSerializableException(record.getClass().getName());
            }
            var components = record.getClass().getRecordComponents();
            var values = new Object[components.length];
            try {
                for (int i = 0; i < values.length; i++) {
                    var accessor = components[i].getAccessor();
                    accessor.setAccessible(true);
                    values[i] = accessor.invoke(record);
                }
            } catch (ReflectiveOperationException e) {
                throw new IOException("the components of " + record.getClass().getName() + " cannot be read", e);
            }
            return new Components(record.getClass(), values);
        }

        @Serial
        private Object readResolve() throws InvalidObjectException {
            try {
                var canonical = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
                canonical.setAccessible(true);
                return canonical.newInstance(values);
            } catch (InvocationTargetException e) {
                throw new InvalidObjectException(type.getName() + " refuses its components: " + e.getCause(), e);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                throw new InvalidObjectException(type.getName() + " cannot be made of its components", e);
            }
        }
    }
}
