package dev.handoff.workload;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What makes an object the very one that was sent: worker and sequence as one long, {@code (worker + 1) << 40 | sequence},
 * in its first, its middle and its last place, and random numbers of its own in between. No stamp is zero, which is what
 * memory holds that nobody wrote. An object of fewer than three places bears as many stamps as it has places. The Python
 * twin writes the same.
 */
final class Stamps {
    private static final int SEQUENCE_BITS = 40;
    private static final String[] PLACES = {"first", "middle", "last"};

    private Stamps() {}

    /** The random numbers that one message is made of. */
    static SplittableRandom random(int worker, long sequence) {
        return new SplittableRandom((long) worker << 32 ^ sequence);
    }

    static long stamp(int worker, long sequence) {
        return (worker + 1L) << SEQUENCE_BITS | sequence;
    }

    /**
     * Where the stamps are.
     *
     * @param size the size of the object: bytes, elements or characters
     * @param unit how much of it one stamp takes
     * @return where each stamp begins, ascending; none overlaps another
     */
    static long[] places(long size, long unit) {
        var places = new long[(int) Math.min(PLACES.length, size / unit)];
        for (int i = 0; i < places.length; i++) {
            places[i] = i == 0 ? 0 : i == 1 ? size / 2 / unit * unit : size - unit;
        }
        return places;
    }

    static void write(MemorySegment block, int worker, long sequence) {
        for (long at : places(block.byteSize(), Long.BYTES)) {
            block.set(ValueLayout.JAVA_LONG_UNALIGNED, at, stamp(worker, sequence));
        }
    }

    static void check(MemorySegment block, int worker, long sequence) {
        var places = places(block.byteSize(), Long.BYTES);
        for (int i = 0; i < places.length; i++) {
            check(i, block.get(ValueLayout.JAVA_LONG_UNALIGNED, places[i]), worker, sequence);
        }
    }

    /**
     * Checks one stamp.
     *
     * @param place 0, 1 or 2
     * @param found what is there
     */
    static void check(int place, long found, int worker, long sequence) {
        if (found != stamp(worker, sequence)) {
            throw unlike(place, reading(found), worker, sequence);
        }
    }

    private static String reading(long found) {
        long sender = (found >>> SEQUENCE_BITS) - 1;
        return sender < 0
                ? found + ", which is no stamp"
                : "worker %d, message %d".formatted(sender, found & ((1L << SEQUENCE_BITS) - 1));
    }

    /** The complaint that a place holds something else than the stamp. */
    static CorruptMessageException unlike(int place, String found, int worker, long sequence) {
        return new CorruptMessageException(
                "the %s stamp of message %d of worker %d reads %s".formatted(PLACES[place], sequence, worker, found));
    }

    /** The complaint that an object is of another kind or size than was sent. */
    static CorruptMessageException another(Payload<?> expected, Object got, int worker, long sequence) {
        return new CorruptMessageException("message " + sequence + " of worker " + worker + " should be "
                + expected.describe() + ", but is " + inShort(got));
    }

    private static String inShort(Object got) {
        return switch (got) {
            case null -> "null";
            case Number number -> number.toString();
            case Tensor tensor -> tensor.type() + " " + tensor.shape();
            case String text -> "a text of " + text.length();
            case List<?> list -> "a list of " + list.size();
            default ->
                got.getClass().isArray()
                        ? "a " + got.getClass().getSimpleName() + " of " + Array.getLength(got)
                        : "a " + got.getClass().getName();
        };
    }
}
