package dev.handoff.workload;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A block of doubles: zeros, as in the article, or random numbers.
 *
 * @param content what is in it
 * @param shape the length of each dimension, outermost first
 */
public record FlatPayload(Content content, List<Long> shape) implements Payload<Tensor> {
    private static final long serialVersionUID = 1L;
    private static final long ALIGNMENT = 64;

    /** What a block contains, but for its stamps. */
    public enum Content {
        /** Zeros, every one of them written. */
        ZEROS,
        /** Random doubles in [0, 1), other ones in each message; the same in every run. */
        RANDOM;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies and checks the shape. */
    public FlatPayload {
        shape = List.copyOf(shape);
        if (shape.isEmpty()) {
            throw new IllegalArgumentException(
                    "a payload has a shape of 1 to 8 lengths, such as 1500x1500x3; this one has none");
        }
        Tensor.bytes(ElementType.DOUBLE, shape);
    }

    /**
     * Reads a description.
     *
     * @param text for instance {@code zeros:1500x1500x3} or {@code random:1000}
     * @return the payload
     * @throws IllegalArgumentException if the text is not such a description
     */
    public static FlatPayload parse(String text) {
        var parts = text.split(":", -1);
        for (var content : Content.values()) {
            if (parts.length == 2
                    && parts[0].equals(content.label())
                    && parts[1].matches("\\d{1,18}(x\\d{1,18}){0,7}")) {
                List<Long> shape = new ArrayList<>();
                for (var length : parts[1].split("x", -1)) {
                    shape.add(Long.parseLong(length));
                }
                return new FlatPayload(content, shape);
            }
        }
        throw new IllegalArgumentException("payload \"" + text
                + "\" is not one of zeros:SHAPE, random:SHAPE, with a shape of 1 to 8 lengths such as 1500x1500x3");
    }

    @Override
    public String describe() {
        return content.label() + ":" + shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    @Override
    public long bytes() {
        return Tensor.bytes(ElementType.DOUBLE, shape);
    }

    @Override
    public boolean isFlat() {
        return true;
    }

    @Override
    public Tensor make(int worker, long sequence, SegmentAllocator at) {
        var block = at.allocate(bytes(), ALIGNMENT);
        switch (content) {
            case ZEROS -> block.fill((byte) 0);
            case RANDOM -> fillRandom(block, worker, sequence);
        }
        Stamps.write(block, worker, sequence);
        return new Tensor(ElementType.DOUBLE, shape, block);
    }

    private static void fillRandom(MemorySegment block, int worker, long sequence) {
        var random = new SplittableRandom((long) worker << 32 ^ sequence);
        for (long at = 0; at < block.byteSize(); at += Double.BYTES) {
            block.set(ValueLayout.JAVA_DOUBLE, at, random.nextDouble());
        }
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!(got instanceof Tensor tensor)
                || tensor.type() != ElementType.DOUBLE
                || !tensor.shape().equals(shape)) {
            throw new CorruptMessageException(
                    "message " + sequence + " of worker " + worker + " should be " + describe() + ", but is "
                            + (got instanceof Tensor other ? other.type() + " " + other.shape() : got));
        }
        Stamps.check(tensor.data(), worker, sequence);
    }
}
