package dev.handoff.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * One change of bytes that were valid. A few of them, one after the other, come deeper into a parser than noise does.
 *
 * @param kind what is done
 * @param at where, modulo the length
 * @param value with what
 */
public record Edit(Kind kind, int at, int value) {
    /** What stands in descriptions, files and command lines where something else should. */
    private static final List<String> WORDS = List.of(
            "-1",
            "0",
            "1e999",
            "NaN",
            "null",
            "\"\"",
            "{}",
            "[]",
            "[[[[[[[[",
            "9223372036854775807",
            "99999999999999999999",
            "2147483648",
            "x",
            ":",
            ",",
            "-",
            "=",
            "..",
            "KiB",
            "true",
            "\"arm\":",
            "\u0000",
            "\u0661",
            "\ud83d\ude00");

    private static final int[] EDGES = {0, 1, -1, 0x7f, 0x80, 0x7fff_ffff, 0x8000_0000, 0x4000_0000, 64, 1 << 16};

    /** What is done. */
    public enum Kind {
        BIT,
        BYTE,
        INT,
        LONG,
        CUT,
        REMOVE,
        REPEAT,
        WORD
    }

    /** Some of them. */
    public static final class Some implements ArbitrarySupplier<List<Edit>> {
        @Override
        public Arbitrary<List<Edit>> get() {
            return Combinators.combine(
                            Arbitraries.of(Kind.class),
                            Arbitraries.integers().greaterOrEqual(0),
                            Arbitraries.integers())
                    .as(Edit::new)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(4);
        }
    }

    /** The bytes after all changes. */
    public static byte[] apply(List<Edit> edits, byte[] valid) {
        var bytes = valid.clone();
        for (var edit : edits) {
            if (bytes.length > 0) {
                bytes = edit.apply(bytes);
            }
        }
        return bytes;
    }

    /** The text after all changes; what is no text any more has question marks. */
    public static String apply(List<Edit> edits, String valid) {
        return new String(apply(edits, valid.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private byte[] apply(byte[] bytes) {
        int place = at % bytes.length;
        int length = 1 + Math.floorMod(value, 16);
        var edge = EDGES[Math.floorMod(value, EDGES.length)];
        switch (kind) {
            case BIT -> bytes[place] ^= (byte) (1 << (value & 7));
            case BYTE -> bytes[place] = (byte) value;
            case INT -> put(bytes, place, ByteBuffer.allocate(4).putInt(edge).array());
            case LONG ->
                put(
                        bytes,
                        place,
                        ByteBuffer.allocate(8).putLong((long) edge << 24).array());
            case CUT -> {
                return Arrays.copyOf(bytes, place);
            }
            case REMOVE -> {
                return spliced(bytes, place, Math.min(bytes.length, place + length), new byte[0]);
            }
            case REPEAT -> {
                return spliced(
                        bytes, place, place, Arrays.copyOfRange(bytes, place, Math.min(bytes.length, place + length)));
            }
            case WORD -> {
                var word = WORDS.get(Math.floorMod(value, WORDS.size())).getBytes(StandardCharsets.UTF_8);
                int until = value < 0 ? place : endOfWord(bytes, place);
                return spliced(bytes, place, until, word);
            }
        }
        return bytes;
    }

    private static int endOfWord(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && Character.isLetterOrDigit(bytes[end])) {
            end++;
        }
        return end;
    }

    private static void put(byte[] bytes, int at, byte[] what) {
        System.arraycopy(what, 0, bytes, at, Math.min(what.length, bytes.length - at));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        var spliced = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }
}
