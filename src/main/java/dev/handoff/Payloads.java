package dev.handoff;

import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import dev.handoff.workload.Catalogue;
import dev.handoff.workload.FlatPayload;
import dev.handoff.workload.FlatPayload.Content;
import dev.handoff.workload.Measurement;
import dev.handoff.workload.NestedPayload;
import dev.handoff.workload.OnePayload;
import dev.handoff.workload.ReadWhole;
import dev.handoff.workload.RecordsPayload;
import dev.handoff.workload.TableGraph;
import dev.handoff.workload.TablePayload;
import dev.handoff.workload.TextPayload;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/**
 * The catalogue of objects to hand over. Random content is other in each message and the same in every run. A {@link
 * Payload} of your own can be sent as well.
 */
public final class Payloads {
    private static final String WHOSE = "a payload";

    private Payloads() {}

    /**
     * The integer 1.
     *
     * @return the payload
     */
    public static Payload<Integer> one() {
        return new OnePayload();
    }

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

    /**
     * The same numbers as {@link #random} as Java's arrays of arrays, what an object graph costs.
     *
     * @param shape the length of each dimension, outermost first; at most 3, none negative
     * @return the payload; a {@code double[]}, {@code double[][]} or {@code double[][][]}
     */
    public static Payload<Object> nested(long... shape) {
        return new NestedPayload(lengths(shape));
    }

    /**
     * An image of random floats in [0, 1).
     *
     * @param height in pixels
     * @param width in pixels
     * @param channels of each pixel
     * @return the payload, of four bytes for each channel
     */
    public static Payload<Tensor> imageFloat(long height, long width, long channels) {
        return flat(Content.IMAGE_FLOAT, height, width, channels);
    }

    /**
     * An image of random bytes.
     *
     * @param height in pixels
     * @param width in pixels
     * @param channels of each pixel
     * @return the payload, of one byte for each channel
     */
    public static Payload<Tensor> imageByte(long height, long width, long channels) {
        return flat(Content.IMAGE_BYTE, height, width, channels);
    }

    /**
     * A list of records.
     *
     * @param count how many, at most 10⁹
     * @return the payload, of 28 bytes for each
     */
    public static Payload<List<Measurement>> records(long count) {
        return new RecordsPayload(count);
    }

    /**
     * The values of {@link #records} as a Tablesaw table, which travels as an array for each column.
     *
     * @param rows how many, at most 10⁹
     * @return the payload, of 28 bytes for each row
     */
    public static Payload<TableGraph> table(long rows) {
        return new TablePayload(rows);
    }

    /**
     * The numbers of {@link #table} as one block of doubles, column by column.
     *
     * @param rows how many, at most 10⁹
     * @return the payload, of the shape [3, rows]
     */
    public static Payload<Tensor> columns(long rows) {
        return flat(Content.COLUMNS, rows);
    }

    /**
     * Random text of several alphabets, with much that ASCII does not have.
     *
     * @param characters its {@link String#length}, at most 10⁹
     * @return the payload, of two bytes for each
     */
    public static Payload<String> text(long characters) {
        return new TextPayload(characters);
    }

    /**
     * A block of random bytes: a message of a given size.
     *
     * @param count how many
     * @return the payload
     */
    public static Payload<Tensor> bytes(long count) {
        return flat(Content.BYTES, count);
    }

    private static Payload<Tensor> flat(Content content, long... lengths) {
        return new FlatPayload(content, lengths(lengths));
    }

    private static List<Long> lengths(long... shape) {
        Given.needed(shape, WHOSE, "the length of each dimension, such as 1500, 1500, 3");
        return Arrays.stream(shape).boxed().toList();
    }

    /**
     * The same objects, each compared from end to end with what was sent: a mode of its own, because it takes the parent's
     * time and memory. Without it, size and stamps are checked.
     *
     * @param <T> the type of the object
     * @param payload a payload that makes the same object each time it is asked for the same message, as all of these do
     * @return the payload
     */
    public static <T> Payload<T> readWhole(Payload<T> payload) {
        Given.needed(payload, "reading whole", "a payload, such as Payloads.zeros(1000)");
        return new ReadWhole<>(payload);
    }

    /**
     * One payload of every kind.
     *
     * @return the payloads, each of about a mebibyte, but for the integer 1
     */
    public static List<Payload<?>> all() {
        return Catalogue.all();
    }

    /**
     * What {@link #named} reads.
     *
     * @return how each kind of payload is described, and what it is
     */
    public static SequencedMap<String, String> forms() {
        return Catalogue.forms();
    }

    /**
     * Reads a description, as the command line takes it and tables show it.
     *
     * @param text for instance {@code zeros:1500x1500x3}
     * @return the payload
     * @throws IllegalArgumentException if it is none; it says what is allowed
     */
    public static Payload<?> named(String text) {
        Given.needed(text, WHOSE, "a description, such as \"zeros:1500x1500x3\"");
        return Catalogue.named(text);
    }
}
