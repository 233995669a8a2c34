package dev.handoff.channel;

import dev.handoff.memory.Copies;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Source;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the bytes of a message where they lie. */
final class MemorySource extends Source {
    private final MemorySegment memory;
    private long position;

    MemorySource(MemorySegment memory) {
        this.memory = memory;
    }

    @Override
    public long remaining() {
        return memory.byteSize() - position;
    }

    @Override
    public MemorySegment take(long bytes) {
        if (bytes > remaining()) {
            throw new CorruptMessageException("the message ends after " + memory.byteSize() + " bytes; "
                    + (position + bytes) + " were announced");
        }
        var taken = bytes == memory.byteSize() ? memory : memory.asSlice(position, bytes);
        position += bytes;
        return taken;
    }

    @Override
    public int read() {
        return remaining() == 0 ? -1 : take(1).get(ValueLayout.JAVA_BYTE, 0) & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int read = (int) Math.min(length, remaining());
        if (read == 0) {
            return -1;
        }
        Copies.copy(memory.asSlice(position, read), MemorySegment.ofArray(bytes).asSlice(offset, read));
        position += read;
        return read;
    }
}
