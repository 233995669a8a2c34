package dev.handoff.report;

import java.util.List;

/**
 * What one codec makes of one payload, without a channel.
 *
 * @param payload the payload's description
 * @param dataBytes the size of its data, bytes; −1 if it does not say
 * @param codec the codec's name
 * @param bytes how many bytes it became, −1 if it was refused
 * @param encodeMs how long encoding took each time, milliseconds
 * @param decodeMs how long decoding took each time, milliseconds
 * @param refusal why the codec does not carry it; null if it does
 */
public record Encoding(
        String payload,
        long dataBytes,
        String codec,
        long bytes,
        List<Double> encodeMs,
        List<Double> decodeMs,
        String refusal) {

    /** Copies the lists. */
    public Encoding {
        encodeMs = List.copyOf(encodeMs);
        decodeMs = List.copyOf(decodeMs);
    }

    /**
     * What a codec says of a payload that it does not carry.
     *
     * @param payload the payload's description
     * @param dataBytes the size of its data, bytes
     * @param codec the codec's name
     * @param refusal why
     * @return an encoding without numbers
     */
    public static Encoding refused(String payload, long dataBytes, String codec, String refusal) {
        return new Encoding(payload, dataBytes, codec, -1, List.of(), List.of(), refusal);
    }

    boolean isRefused() {
        return refusal != null;
    }

    /** Times the size of the data; NaN where either is not known. */
    double growth() {
        return isRefused() || dataBytes <= 0 ? Double.NaN : (double) bytes / dataBytes;
    }

    double medianEncodeMs() {
        return median(encodeMs);
    }

    double medianDecodeMs() {
        return median(decodeMs);
    }

    private static double median(List<Double> values) {
        return Bootstrap.median(values.stream().mapToDouble(v -> v).toArray());
    }
}
