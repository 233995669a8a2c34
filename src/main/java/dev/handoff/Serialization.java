package dev.handoff;

import dev.handoff.channel.Scratch;
import dev.handoff.report.Encoding;
import dev.handoff.report.Encodings;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Payload;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What serialization alone costs: objects become bytes and objects again in this process, in one thread, without a
 * channel. Immutable.
 *
 * <p>For each payload the codecs take turns, so that a machine that slows down slows all of them. What is measured first
 * is thrown away, until half of the time for a pair has gone into making the JVM compile it. Each decoded object is
 * checked.
 *
 * @param payloads what is encoded
 * @param codecs by what
 * @param time how long one codec may take for one payload, from a millisecond to an hour; at least five rounds are made,
 *     however long they take
 */
public record Serialization(List<Payload<?>> payloads, List<Codec> codecs, Duration time) implements Displayable {
    private static final int FEWEST = 5;
    private static final int MOST = 10_000;
    private static final Duration TIME = Duration.ofMillis(400);
    private static final Duration LEAST_TIME = Duration.ofMillis(1);
    private static final Duration MOST_TIME = Duration.ofHours(1);

    private static final String WHOSE = "serialization";
    private static final String PAYLOADS = "payloads, such as Payloads.records(1000)";
    private static final String CODECS = "codecs, such as Codecs.java()";

    /** Copies the lists. */
    public Serialization {
        payloads = Given.needed(payloads, WHOSE, PAYLOADS);
        codecs = Given.needed(codecs, WHOSE, CODECS);
        Given.needed(time, WHOSE, "a time for each pair, such as Duration.ofMillis(400)");
        if (payloads.isEmpty() || codecs.isEmpty()) {
            throw new IllegalArgumentException("serialization needs at least one payload and one codec");
        }
        if (time.compareTo(LEAST_TIME) < 0 || time.compareTo(MOST_TIME) > 0) {
            throw new IllegalArgumentException("a time of " + time + " for a pair; from a millisecond to an hour");
        }
    }

    /**
     * Every codec, on some payloads.
     *
     * @param payloads what to encode, at least one
     * @return the comparison, which {@link #run} makes
     */
    public static Serialization of(Payload<?>... payloads) {
        return new Serialization(Given.needed(payloads, WHOSE, PAYLOADS), Codecs.all(), TIME);
    }

    /**
     * The same with other codecs.
     *
     * @param others the codecs, at least one
     * @return the comparison
     */
    public Serialization with(Codec... others) {
        return new Serialization(payloads, Given.needed(others, WHOSE, CODECS), time);
    }

    /**
     * The same with more or less time.
     *
     * @param forEach how long one codec may take for one payload
     * @return the comparison
     */
    public Serialization within(Duration forEach) {
        return new Serialization(payloads, codecs, forEach);
    }

    /**
     * Encodes and decodes.
     *
     * @return how many bytes, how long; a codec that does not carry a payload is there with what it says
     * @throws HandoffException if the calling thread is interrupted
     */
    public Encodings run() {
        List<Encoding> encodings = new ArrayList<>();
        try (var scratch = new Scratch()) {
            for (var payload : payloads) {
                encodings.addAll(run(payload, scratch));
            }
        }
        return new Encodings(encodings);
    }

    private List<Encoding> run(Payload<?> payload, Scratch scratch) {
        try (var arena = Arena.ofConfined()) {
            Object value = payload.make(0, 0, arena);
            var trials = codecs.stream()
                    .map(codec -> codec.allowing(payload.types()))
                    .map(codec -> new Trial(payload, value, codec, scratch))
                    .toList();
            rounds(trials);
            trials.forEach(Trial::forget);
            rounds(trials);
            return trials.stream().map(Trial::encoding).toList();
        }
    }

    private void rounds(List<Trial> trials) {
        long budgetNs = time.toNanos() * trials.size() / 2;
        long from = System.nanoTime();
        for (int round = 0; round < FEWEST || (System.nanoTime() - from < budgetNs && round < MOST); round++) {
            trials.forEach(Trial::round);
            if (Thread.currentThread().isInterrupted()) {
                throw new HandoffException("interrupted while codecs were measured");
            }
        }
    }

    /** One codec on one payload. */
    private static final class Trial {
        private final Payload<?> payload;
        private final Object value;
        private final Codec codec;
        private final Scratch scratch;
        private final List<Double> encodeMs = new ArrayList<>();
        private final List<Double> decodeMs = new ArrayList<>();
        private long bytes;
        private String refusal;

        Trial(Payload<?> payload, Object value, Codec codec, Scratch scratch) {
            this.payload = payload;
            this.value = value;
            this.codec = codec;
            this.scratch = scratch;
        }

        void round() {
            if (refusal != null) {
                return;
            }
            try {
                long from = System.nanoTime();
                bytes = scratch.encode(codec, value);
                long encoded = System.nanoTime();
                Object got = scratch.decode(codec);
                long decoded = System.nanoTime();
                payload.check(got, 0, 0);
                encodeMs.add((encoded - from) / 1e6);
                decodeMs.add((decoded - encoded) / 1e6);
            } catch (EncodingException e) {
                refusal = e.getMessage();
            }
        }

        void forget() {
            encodeMs.clear();
            decodeMs.clear();
        }

        Encoding encoding() {
            return refusal == null
                    ? new Encoding(payload.describe(), payload.bytes(), codec.name(), bytes, encodeMs, decodeMs, null)
                    : Encoding.refused(payload.describe(), payload.bytes(), codec.name(), refusal);
        }
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return "serialization of " + payloads.stream().map(Payload::text).collect(Collectors.joining(", ")) + " by "
                + codecs.stream().map(Codec::text).collect(Collectors.joining(", ")) + "; run() measures it";
    }
}
