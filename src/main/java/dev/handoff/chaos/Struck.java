package dev.handoff.chaos;

import dev.handoff.spi.Codec;
import dev.handoff.spi.Computation;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import dev.handoff.workload.FlatPayload;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/** What a round computes, makes and encodes: as usual, with an ambush in it. In the parent the ambush is a {@link Trap}. */
final class Struck {
    /** Behind the first stamp: the codec shall spoil this message. */
    private static final long MARK_AT = 8;

    private static final long MARK = 0x5350_4f49_4c54L;

    private Struck() {}

    /** Computes nothing. */
    record Work(Ambush ambush) implements Computation {
        private static final long serialVersionUID = 1L;

        @Override
        public String describe() {
            return "chaos";
        }

        @Override
        public Task open(int worker, long seed) {
            return new Task() {
                @Override
                public void inputs(long sequence) {
                    ambush.at(Phase.INPUTS, worker, sequence);
                }

                @Override
                public Object compute(long sequence) {
                    ambush.at(Phase.COMPUTE, worker, sequence);
                    return sequence;
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Zeros, with stamps. Not a record: what the parent does is not for the workers. */
    static final class Load implements Payload<Tensor> {
        private static final long serialVersionUID = 1L;
        /** More than a pipe holds. */
        static final String SMALL = "zeros:20000";
        /** What takes some milliseconds to write while it is read. */
        static final String LARGE = "zeros:1000000";

        private final String text;
        private final Ambush ambush;
        private final transient Trap trap;

        Load(String text, Ambush ambush, Trap trap) {
            this.text = text;
            this.ambush = ambush;
            this.trap = trap;
        }

        private FlatPayload real() {
            return FlatPayload.parse(text);
        }

        @Override
        public String describe() {
            return text;
        }

        @Override
        public long bytes() {
            return real().bytes();
        }

        @Override
        public boolean isFlat() {
            return true;
        }

        @Override
        public Tensor make(int worker, long sequence, SegmentAllocator at) {
            ambush.at(Phase.PRODUCE, worker, sequence);
            var made = real().make(worker, sequence, at);
            if (worker == ambush.worker() && sequence == ambush.sequence()) {
                switch (ambush.fault()) {
                    case LYING_STAMP ->
                        made.data()
                                .set(
                                        ValueLayout.JAVA_LONG_UNALIGNED,
                                        made.data().byteSize() - 8,
                                        77);
                    case GARBAGE, TRUNCATED -> made.data().set(ValueLayout.JAVA_LONG_UNALIGNED, MARK_AT, MARK);
                    default -> {}
                }
            }
            return made;
        }

        @Override
        public void check(Object got, int worker, long sequence) {
            trap.at(Phase.CONSUME, worker, sequence);
            real().check(got, worker, sequence);
        }
    }

    /** The codec of a channel, which spoils the message that is marked. */
    record Coding(Codec real, Fault fault) implements Codec {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long headroom() {
            return real.headroom();
        }

        @Override
        public long headroom(Object value) {
            return real.headroom(value);
        }

        @Override
        public long size(Object value) {
            return isMarked(value) ? -1 : real.size(value);
        }

        @Override
        public void encode(Object value, Sink to) {
            if (!isMarked(value)) {
                real.encode(value, to);
                return;
            }
            var all = new Gathering();
            real.encode(value, all);
            var bytes = all.bytes.toByteArray();
            if (fault == Fault.GARBAGE) {
                to.write(new byte[bytes.length], 0, bytes.length);
            } else {
                to.write(bytes, 0, bytes.length / 2);
            }
        }

        @Override
        public Object decode(Source from) {
            return real.decode(from);
        }
    }

    private static boolean isMarked(Object value) {
        return value instanceof Tensor tensor && tensor.data().get(ValueLayout.JAVA_LONG_UNALIGNED, MARK_AT) == MARK;
    }

    private static final class Gathering extends Sink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(MemorySegment block) {
            bytes.writeBytes(block.toArray(ValueLayout.JAVA_BYTE));
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes.write(some, offset, length);
        }
    }
}
