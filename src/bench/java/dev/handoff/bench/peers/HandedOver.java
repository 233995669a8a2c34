package dev.handoff.bench.peers;

import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * What a receiver makes of the messages that Agrona's libraries hand over where they lie: it reads the number out of the
 * buffer, or, as Handoff does, out of an object with a type and a shape, whose view of the message ends with it.
 */
final class HandedOver {
    private static final List<Long> SHAPE = List.of(Pair.BYTES);

    private final boolean asObject;
    private long due;
    /** A reader may keep it, so that it must be made. */
    private Tensor object;

    HandedOver(boolean asObject) {
        this.asObject = asObject;
    }

    void expect(long number) {
        due = number;
    }

    long due() {
        return due;
    }

    void take(DirectBuffer buffer, int index, int length) {
        long number = asObject ? numberOfObject(buffer, index, length) : buffer.getLong(index);
        if (number != due || length != Pair.BYTES) {
            throw Peer.wrong(number, length, due);
        }
        due++;
    }

    @SuppressWarnings("restricted")
    private long numberOfObject(DirectBuffer buffer, int index, int length) {
        try (var arena = Arena.ofConfined()) {
            var view = MemorySegment.ofAddress(buffer.addressOffset() + index).reinterpret(length, arena, null);
            object = new Tensor(ElementType.BYTE, SHAPE, view);
            return object.data().get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        }
    }
}
