package dev.handoff;

import dev.handoff.sharing.Broadcast;
import dev.handoff.sharing.LostUpdates;
import dev.handoff.sharing.SharedArray;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;

/**
 * Memory that several processes use at the same time: arrays, and two experiments with them. An array takes the length of
 * each of its dimensions, outermost first, and begins with zeros; the caller closes it. What does not fit into memory is
 * refused with an {@code IllegalArgumentException}.
 */
public final class Shared {
    private Shared() {}

    /**
     * An array of false and true, read and written as 0 and 1.
     *
     * @param shape the length of each dimension
     * @return the array
     */
    public static SharedArray booleans(long... shape) {
        return array(ElementType.BOOLEAN, shape);
    }

    /**
     * An array of 8-bit integers.
     *
     * @param shape the length of each dimension
     * @return the array
     */
    public static SharedArray bytes(long... shape) {
        return array(ElementType.BYTE, shape);
    }

    /**
     * An array of 16-bit integers.
     *
     * @param shape the length of each dimension
     * @return the array
     */
    public static SharedArray shorts(long... shape) {
        return array(ElementType.SHORT, shape);
    }

    /**
     * An array of 32-bit integers.
     *
     * @param shape the length of each dimension
     * @return the array
     */
    public static SharedArray ints(long... shape) {
        return array(ElementType.INT, shape);
    }

    /**
     * An array of 64-bit integers.
     *
     * @param shape the length of each dimension
     * @return the array
     */
    public static SharedArray longs(long... shape) {
        return array(ElementType.LONG, shape);
    }

    /**
     * An array of 32-bit floating-point numbers.
     *
     * @param shape the length of each dimension
     * @return the array
     */
    public static SharedArray floats(long... shape) {
        return array(ElementType.FLOAT, shape);
    }

    /**
     * An array of 64-bit floating-point numbers.
     *
     * @param shape the length of each dimension
     * @return the array
     */
    public static SharedArray doubles(long... shape) {
        return array(ElementType.DOUBLE, shape);
    }

    private static SharedArray array(ElementType type, long... shape) {
        Given.needed(shape, "a shared array", "the length of each dimension, such as 1500, 1500, 3");
        return SharedArray.create(type, shape);
    }

    /**
     * Lets worker processes add 1 to the same number at the same time: without a lock, with it, and in one step.
     *
     * @param workers how many processes, at least 1
     * @param increments how often each adds, at least 1
     * @return how many updates were lost, and what each way costs
     */
    public static LostUpdates lostUpdates(int workers, int increments) {
        return LostUpdates.run(workers, increments);
    }

    /**
     * Gives one large object to all workers, which only read it: sent to each, and shared once.
     *
     * @param payload makes the object, for instance {@code Payloads.random(1500, 1500, 3)}
     * @param workers how many processes, at least 1
     * @return what each way takes, in time and in memory
     */
    public static Broadcast broadcast(Payload<Tensor> payload, int workers) {
        Given.needed(payload, "a broadcast", "a payload, such as Payloads.random(1500, 1500, 3)");
        return Broadcast.run(payload, workers);
    }
}
