package dev.handoff.workload;

import dev.handoff.spi.ElementType;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.lang.foreign.SegmentAllocator;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The numbers of {@code random:SHAPE}, the same ones, as Java's arrays of arrays: what an object graph costs. Its bytes are
 * those of the numbers; each innermost array takes a header of 16 bytes more, and a reference to it 4 or 8.
 *
 * @param shape the length of each dimension, outermost first; from 1 to 3 of them
 */
public record NestedPayload(List<Long> shape) implements Payload<Object> {
    private static final long serialVersionUID = 1L;

    /** Copies and checks the shape. */
    public NestedPayload {
        shape = Lengths.checked("nested", shape, 1, 3);
        shape.forEach(length -> Lengths.checked("nested", length));
        Tensor.bytes(ElementType.DOUBLE, shape);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return "nested:" + Lengths.text(shape);
    }

    @Override
    public long bytes() {
        return Tensor.bytes(ElementType.DOUBLE, shape);
    }

    @Override
    public Object make(int worker, long sequence, SegmentAllocator at) {
        var array = Array.newInstance(
                double.class, shape.stream().mapToInt(Long::intValue).toArray());
        fill(array, Stamps.random(worker, sequence));
        for (long place : places()) {
            innermost(array, place)[(int) (place % shape.getLast())] =
                    Double.longBitsToDouble(Stamps.stamp(worker, sequence));
        }
        return array;
    }

    private static void fill(Object array, RandomGenerator random) {
        if (array instanceof double[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextDouble();
            }
        } else {
            for (var inner : (Object[]) array) {
                fill(inner, random);
            }
        }
    }

    private long[] places() {
        return Stamps.places(bytes() / Double.BYTES, 1);
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        // what holds no numbers bears no stamps: it is compared as it is
        if (got == null
                || got.getClass() != type()
                || (bytes() == 0 && !Objects.deepEquals(got, make(worker, sequence, null)))) {
            throw Stamps.another(this, got, worker, sequence);
        }
        var places = places();
        for (int i = 0; i < places.length; i++) {
            var numbers = innermost(got, places[i]);
            if (numbers == null) {
                throw Stamps.another(this, got, worker, sequence);
            }
            double found = numbers[(int) (places[i] % shape.getLast())];
            Stamps.check(i, Double.doubleToRawLongBits(found), worker, sequence);
        }
    }

    private Class<?> type() {
        return Array.newInstance(double.class, new int[shape.size()]).getClass();
    }

    /** The innermost array that holds an element; null if an array on the way to it is missing or of another length. */
    private double[] innermost(Object array, long place) {
        var inner = array;
        long below = bytes() / Double.BYTES;
        for (long length : shape.subList(0, shape.size() - 1)) {
            if (!(inner instanceof Object[] arrays) || arrays.length != length) {
                return null;
            }
            below /= length;
            inner = arrays[(int) (place / below % length)];
        }
        return inner instanceof double[] numbers && numbers.length == shape.getLast() ? numbers : null;
    }
}
