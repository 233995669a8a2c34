package dev.handoff.channel;

import dev.handoff.memory.Copies;
import dev.handoff.spi.Sink;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes into a piece of memory of fixed size. */
abstract class MemorySink extends Sink {
    private MemorySegment memory;
    private long position;

    MemorySink(MemorySegment memory) {
        this.memory = memory;
    }

    /** Starts again, leaving room in front. */
    final void rewind(long position) {
        this.position = position;
    }

    final long position() {
        return position;
    }

    final MemorySegment memory() {
        return memory;
    }

    /** Called when the bytes do not fit. Returns memory, beginning with what is written, in which they do. */
    abstract MemorySegment grow(MemorySegment full, long written, long needed);

    /** Makes sure that so many bytes fit, and keeps those that are written. */
    final void ensure(long bytes) {
        if (bytes > memory.byteSize()) {
            memory = grow(memory, position, bytes);
        }
    }

    /** Takes the next bytes, and says where they begin. */
    final long claim(long bytes) {
        ensure(position + bytes);
        long at = position;
        position += bytes;
        return at;
    }

    @Override
    public void write(MemorySegment block) {
        long at = claim(block.byteSize());
        var there = memory.asSlice(at, block.byteSize());
        boolean liesThere = block.isNative() && block.address() == there.address();
        if (!liesThere) {
            Copies.copy(block, there);
        }
    }

    @Override
    public void write(int b) {
        long at = claim(1); // before the memory is named: claiming may replace it
        memory.set(ValueLayout.JAVA_BYTE, at, (byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        long at = claim(length);
        Copies.copy(MemorySegment.ofArray(bytes).asSlice(offset, length), memory.asSlice(at, length));
    }
}
