package dev.handoff.workload;

import dev.handoff.spi.Payload;
import java.lang.foreign.SegmentAllocator;
import java.util.random.RandomGenerator;

/**
 * Random text of so many {@code char}s: letters of several alphabets, what other formats must escape, and pairs of
 * surrogates, which count as two. Its bytes are two for each, as Java keeps such text. A stamp is 16 hexadecimal digits.
 *
 * @param characters its {@link String#length}
 */
public record TextPayload(long characters) implements Payload<String> {
    private static final long serialVersionUID = 1L;

    private static final int STAMP = 16;
    private static final int[] ALPHABET = ("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ,.\"\\\n\t"
                    + "äéßøñ€ЖждщΩλ漢字かな한글😀𝄞")
            .codePoints()
            .toArray();

    /** Checks the length. */
    public TextPayload {
        Lengths.checked("text", characters);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return "text:" + characters;
    }

    @Override
    public long bytes() {
        return Character.BYTES * characters;
    }

    @Override
    public String make(int worker, long sequence, SegmentAllocator at) {
        var random = Stamps.random(worker, sequence);
        var text = new StringBuilder((int) characters);
        for (long place : Stamps.places(characters, STAMP)) {
            fill(text, place, random);
            text.append(stamp(worker, sequence));
        }
        fill(text, characters, random);
        return text.toString();
    }

    private static void fill(StringBuilder text, long end, RandomGenerator random) {
        while (text.length() < end) {
            int character = ALPHABET[random.nextInt(ALPHABET.length)];
            // half a pair is no text
            text.appendCodePoint(text.length() + Character.charCount(character) > end ? '.' : character);
        }
    }

    private static String stamp(int worker, long sequence) {
        return "%016x".formatted(Stamps.stamp(worker, sequence));
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!(got instanceof String text) || text.length() != characters) {
            throw Stamps.another(this, got, worker, sequence);
        }
        var places = Stamps.places(characters, STAMP);
        for (int i = 0; i < places.length; i++) {
            int at = (int) places[i];
            if (!text.startsWith(stamp(worker, sequence), at)) {
                throw Stamps.unlike(i, '"' + text.substring(at, at + STAMP) + '"', worker, sequence);
            }
        }
    }
}
