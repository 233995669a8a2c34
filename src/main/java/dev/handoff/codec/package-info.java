/**
 * How a payload becomes bytes and back.
 *
 * <p>{@link dev.handoff.codec.JavaCodec} is the twin of Python's pickle; {@link dev.handoff.codec.RawCodec} writes a
 * {@link dev.handoff.codec.RawHeader} and then the block of a {@link dev.handoff.spi.Tensor} as it lies. The header's
 * Javadoc is the description for other languages.
 */
package dev.handoff.codec;
