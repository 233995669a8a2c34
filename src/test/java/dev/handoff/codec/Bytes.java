package dev.handoff.codec;

import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Encodes into, and decodes from, an array of bytes: no channel takes part. */
final class Bytes {
    private Bytes() {}

    static byte[] encode(Codec codec, Object value) {
        var bytes = new ByteArrayOutputStream();
        codec.encode(value, new Sink() {
            @Override
            public void write(MemorySegment block) {
                bytes.writeBytes(block.toArray(ValueLayout.JAVA_BYTE));
            }

            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                bytes.write(from, offset, length);
            }
        });
        return bytes.toByteArray();
    }

    static Object decode(Codec codec, byte[] bytes) {
        // as a message lies in shared memory: aligned, so that a view of it can be read as any type
        var memory = MemorySegment.ofArray(new long[(bytes.length + 7) / 8]).asSlice(0, bytes.length);
        memory.copyFrom(MemorySegment.ofArray(bytes));
        return codec.decode(new Reading(memory));
    }

    private static final class Reading extends Source {
        private final MemorySegment memory;
        private long at;

        Reading(MemorySegment memory) {
            this.memory = memory;
        }

        @Override
        public long remaining() {
            return memory.byteSize() - at;
        }

        @Override
        public MemorySegment take(long bytes) {
            if (bytes > remaining()) {
                throw new CorruptMessageException(bytes + " bytes asked for, " + remaining() + " left");
            }
            at += bytes;
            return memory.asSlice(at - bytes, bytes);
        }

        @Override
        public int read() {
            return remaining() == 0 ? -1 : take(1).get(ValueLayout.JAVA_BYTE, 0) & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(length, remaining());
            if (count == 0 && length > 0) {
                return -1;
            }
            MemorySegment.copy(take(count), ValueLayout.JAVA_BYTE, 0, bytes, offset, count);
            return count;
        }
    }
}
