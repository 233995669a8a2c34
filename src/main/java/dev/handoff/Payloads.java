package dev.handoff;

import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import dev.handoff.workload.FlatPayload;
import dev.handoff.workload.FlatPayload.Content;
import java.util.Arrays;

/** The catalogue of objects to hand over. */
public final class Payloads {
    private Payloads() {}

    /**
     * A block of doubles, all zeros, every byte of it written.
     *
     * @param shape the length of each dimension, outermost first; at most 8, none negative
     * @return the payload; {@code zeros(1500, 1500, 3)} has 54 MB
     */
    public static Payload<Tensor> zeros(long... shape) {
        return flat(Content.ZEROS, shape);
    }

    /**
     * A block of random doubles in [0, 1), other ones in each message.
     *
     * @param shape the length of each dimension, outermost first; at most 8, none negative
     * @return the payload
     */
    public static Payload<Tensor> random(long... shape) {
        return flat(Content.RANDOM, shape);
    }

    private static Payload<Tensor> flat(Content content, long... shape) {
        return new FlatPayload(content, Arrays.stream(shape).boxed().toList());
    }

    /**
     * Reads a description, as the command line takes it and tables show it.
     *
     * @param text for instance {@code zeros:1500x1500x3}
     * @return the payload
     * @throws IllegalArgumentException if it is none; it says what is allowed
     */
    public static Payload<?> named(String text) {
        return FlatPayload.parse(text);
    }
}
