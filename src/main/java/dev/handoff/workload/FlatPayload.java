package dev.handoff.workload;

import dev.handoff.spi.Composite;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * One block of numbers: zeros, as in the article, random ones, an image, the columns of a table, or just bytes.
 *
 * @param content what is in it
 * @param lengths the numbers of its description; but for columns, the length of each dimension, outermost first
 */
public record FlatPayload(Content content, List<Long> lengths) implements Payload<Tensor>, Composite {
    private static final long serialVersionUID = 1L;
    private static final long ALIGNMENT = 64;

    /** What a block contains, but for its stamps. All but zeros is other content in each message; the same in every run. */
    public enum Content {
        /** Zeros, every one of them written. */
        ZEROS(ElementType.DOUBLE, 1, Tensor.MAX_DIMENSIONS),
        /** Random doubles in [0, 1). */
        RANDOM(ElementType.DOUBLE, 1, Tensor.MAX_DIMENSIONS),
        /** Random floats in [0, 1): height, width, channels. */
        IMAGE_FLOAT(ElementType.FLOAT, 3, 3),
        /** Random bytes: height, width, channels. */
        IMAGE_BYTE(ElementType.BYTE, 3, 3),
        /** The numeric columns of a table of so many rows, one after the other, as doubles. */
        COLUMNS(ElementType.DOUBLE, 1, 1),
        /** Random bytes, so many. */
        BYTES(ElementType.BYTE, 1, 1);

        private final ElementType type;
        private final int least;
        private final int most;

        Content(ElementType type, int least, int most) {
            this.type = type;
            this.least = least;
            this.most = most;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Copies and checks the lengths.
     *
     * @throws IllegalArgumentException if there are too few or too many for the content, one is negative, or their
     *     product is too large
     */
    public FlatPayload {
        lengths = Lengths.checked(content.label(), lengths, content.least, content.most);
        if (content == Content.COLUMNS) {
            Lengths.checked(content.label(), lengths.getFirst());
        }
        Tensor.bytes(content.type, lengths);
    }

    @SuppressWarnings("unchecked") // they are this record's own
    FlatPayload(Iterator<?> parts) {
        this((Content) parts.next(), (List<Long>) parts.next());
    }

    @Override
    public List<?> parts() {
        return List.of(content, lengths);
    }

    /**
     * Reads the description of a flat payload.
     *
     * @param text for instance {@code zeros:1500x1500x3} or {@code bytes:1000}
     * @return the payload
     * @throws IllegalArgumentException if the text is no description, or one of an object graph
     */
    public static FlatPayload parse(String text) {
        if (Catalogue.named(text) instanceof FlatPayload flat) {
            return flat;
        }
        throw new IllegalArgumentException("payload \"" + text + "\" is not one block of numbers, as zeros:1000 is");
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return content.label() + ":" + Lengths.text(lengths);
    }

    /**
     * The type of the numbers.
     *
     * @return the type
     */
    public ElementType type() {
        return content.type;
    }

    /**
     * The shape of the block.
     *
     * @return the length of each dimension, outermost first
     */
    public List<Long> shape() {
        return content == Content.COLUMNS ? List.of((long) Measurement.NUMERIC_COLUMNS, lengths.getFirst()) : lengths;
    }

    @Override
    public long bytes() {
        return Tensor.bytes(type(), shape());
    }

    @Override
    public boolean isFlat() {
        return true;
    }

    @Override
    public Tensor make(int worker, long sequence, SegmentAllocator at) {
        var block = at.allocate(bytes(), ALIGNMENT);
        fill(block, worker, sequence);
        Stamps.write(block, worker, sequence);
        return new Tensor(type(), shape(), block);
    }

    private void fill(MemorySegment block, int worker, long sequence) {
        var random = Stamps.random(worker, sequence);
        switch (content) {
            case ZEROS -> block.fill((byte) 0);
            case RANDOM -> {
                for (long at = 0; at < block.byteSize(); at += Double.BYTES) {
                    block.set(ValueLayout.JAVA_DOUBLE, at, random.nextDouble());
                }
            }
            case IMAGE_FLOAT -> {
                for (long at = 0; at < block.byteSize(); at += Float.BYTES) {
                    block.set(ValueLayout.JAVA_FLOAT, at, random.nextFloat());
                }
            }
            case IMAGE_BYTE, BYTES -> {
                long whole = block.byteSize() / Long.BYTES * Long.BYTES;
                for (long at = 0; at < whole; at += Long.BYTES) {
                    block.set(ValueLayout.JAVA_LONG, at, random.nextLong());
                }
                for (long at = whole; at < block.byteSize(); at++) {
                    block.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
                }
            }
            case COLUMNS -> {
                var table = Measurement.table(lengths.getFirst().intValue(), worker, sequence);
                long at = 0;
                for (var column : table.numericColumns()) {
                    for (int row = 0; row < column.size(); row++) {
                        block.setAtIndex(ValueLayout.JAVA_DOUBLE, at++, column.getDouble(row));
                    }
                }
            }
        }
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!(got instanceof Tensor tensor)
                || tensor.type() != type()
                || !tensor.shape().equals(shape())) {
            throw Stamps.another(this, got, worker, sequence);
        }
        Stamps.check(tensor.data(), worker, sequence);
    }
}
