package dev.handoff.channel;

import dev.handoff.memory.Copies;
import dev.handoff.memory.PrivateMemory;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Stopwatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/**
 * Lets a codec that says how much it will write do so straight into a lane. Blocks of native memory go from where they
 * lie; what lies on the heap is gathered before. The time in which the lane writes is charged to the writing, the
 * rest to the encoding.
 */
final class LaneSink extends Sink {
    private static final long GATHERED = 16 * 1024;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment gathered = PrivateMemory.allocate(arena, GATHERED);
    private final Lane lane;
    /** Where a codec wrote last by itself: for a message like the one before it is the same. */
    private MemorySegment room = gathered.asSlice(0, 0);

    private long roomAt;
    private Stopwatch watch;
    private long position;
    private long announced;
    private long passed;
    private boolean underWay;

    LaneSink(Lane lane) {
        this.lane = lane;
    }

    /** Begins a message with the header of its frame. */
    void begin(Frame frame, Stopwatch watch) {
        this.watch = watch;
        frame.write(gathered);
        position = Frame.HEADER;
        announced = Frame.HEADER + frame.bytes();
        passed = 0;
        underWay = false;
    }

    /** Whether a part of the message may be on its way already, so that it can only go on. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Ends the message, which must be as long as its frame says. */
    void end() {
        if (passed + position != announced) {
            throw wrongLength(passed + position);
        }
        if (position > 0) {
            pass(MemorySegment.NULL);
        }
    }

    private void pass(MemorySegment block) {
        watch.charge(Phase.ENCODE);
        underWay = true; // even if the lane fails: of head and body, one may be there
        lane.write(gathered, position, block);
        watch.charge(Phase.WRITE);
        passed += position + block.byteSize();
        position = 0;
    }

    private void expect(long bytes) {
        if (bytes > announced - passed - position) {
            throw wrongLength(passed + position + bytes);
        }
    }

    private HandoffException wrongLength(long bytes) {
        return new HandoffException("a codec announced " + (announced - Frame.HEADER) + " bytes and wrote "
                + (bytes - Frame.HEADER) + (bytes > announced ? " or more" : ""));
    }

    @Override
    public void write(MemorySegment block) {
        expect(block.byteSize());
        if (block.isNative()) {
            pass(block);
        } else {
            gather(block);
        }
    }

    @Override
    public void write(int bytes, Consumer<MemorySegment> writing) {
        expect(bytes);
        if (GATHERED - position < bytes) {
            pass(MemorySegment.NULL);
        }
        if (roomAt != position || room.byteSize() != bytes) {
            room = gathered.asSlice(position, bytes);
            roomAt = position;
        }
        writing.accept(room);
        position += bytes;
    }

    private void gather(MemorySegment bytes) {
        for (long at = 0; at < bytes.byteSize(); ) {
            if (position == GATHERED) {
                pass(MemorySegment.NULL);
            }
            long some = Math.min(bytes.byteSize() - at, GATHERED - position);
            Copies.copy(bytes, at, gathered, position, some);
            at += some;
            position += some;
        }
    }

    @Override
    public void write(int b) {
        expect(1);
        if (position == GATHERED) {
            pass(MemorySegment.NULL);
        }
        gathered.set(ValueLayout.JAVA_BYTE, position++, (byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        expect(length);
        gather(MemorySegment.ofArray(bytes).asSlice(offset, length));
    }

    void free() {
        arena.close();
    }
}
