package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import java.lang.foreign.MemorySegment;

/** A lane that the system carries: it takes the bytes from where they lie. */
record DescriptorLane(ByteStream stream) implements Lane {
    @Override
    public void write(MemorySegment head, long headBytes, MemorySegment body) {
        stream.write(head.asSlice(0, headBytes), body);
    }

    @Override
    public void close() {
        stream.close();
    }
}
