package dev.handoff.engine;

import dev.handoff.shipping.LeanInput;
import dev.handoff.shipping.LeanOutput;
import dev.handoff.shipping.Packed;
import dev.handoff.shipping.Shipment;
import dev.handoff.shipping.Unpacking;
import dev.handoff.spi.Composite;
import dev.handoff.spi.HandoffException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.util.Iterator;
import java.util.List;

/** An assignment as bytes, together with the code that it needs: made once for all workers of a run. Immutable. */
final class Parcel implements Composite {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Shipment needed;
    private final byte[] assignment;
    private final transient ClassLoader home;

    /** Packs an assignment with what was found to be needed. */
    Parcel(Packed code, Assignment work) {
        var bytes = new ByteArrayOutputStream();
        try {
            new LeanOutput(bytes).write(work);
        } catch (IOException e) {
            throw new HandoffException("what the workers shall do cannot be sent to them: " + e, e);
        }
        this.needed = code.shipment();
        this.assignment = bytes.toByteArray();
        this.home = code.home();
    }

    Parcel(Iterator<?> parts) {
        this.needed = (Shipment) parts.next();
        this.assignment = (byte[]) parts.next();
        this.home = null;
    }

    @Override
    public List<?> parts() {
        return List.of(needed, assignment);
    }

    /** In the parent, the loader that knows the classes of what comes back; null elsewhere. */
    ClassLoader home() {
        return home;
    }

    /** In a worker, the assignment. The classes of the reader's code are those that this thread's context loader knows from now on. */
    Assignment open(Unpacking unpacking) {
        var loader = unpacking.open(needed);
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return (Assignment) new LeanInput(new ByteArrayInputStream(assignment), () -> loader).read();
        } catch (IOException | ClassNotFoundException e) {
            throw new HandoffException("what this worker shall do cannot be read: " + e, e);
        }
    }
}
