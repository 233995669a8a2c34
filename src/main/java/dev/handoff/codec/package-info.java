/**
 * How a payload becomes bytes and back.
 *
 * <p>{@link dev.handoff.codec.JavaCodec} is the twin of Python's pickle; {@link dev.handoff.codec.RawCodec} writes a
 * {@link dev.handoff.codec.RawHeader} and then the block of a {@link dev.handoff.spi.Tensor} as it lies. The header's
 * Javadoc is the description for other languages. Between them, what others use instead:
 * {@link dev.handoff.codec.JacksonCodec} in three formats, {@link dev.handoff.codec.KryoCodec} and {@link
 * dev.handoff.codec.ForyCodec}.
 *
 * <p>All but raw carry object graphs: numbers, text, tensors, the JDK's plain collections, and arrays of them, without
 * being told. Any other class is named before, and what was not named is not read:
 *
 * <pre>{@code
 * record Reading(long id, double value) {}
 *
 * var codec = new KryoCodec().allowing(Set.of(Reading.class));
 * }</pre>
 *
 * <p>A payload names its classes in {@link dev.handoff.spi.Payload#types()}, and the engine tells the codec. An object
 * that cannot be encoded is refused with its place in what was to be sent; bytes that cannot be decoded are refused
 * before memory is taken for what they announce. {@link dev.handoff.codec.Types} finds the classes of
 * which a codec must be told, and {@link dev.handoff.codec.Libraries} says which versions took part.
 */
package dev.handoff.codec;
