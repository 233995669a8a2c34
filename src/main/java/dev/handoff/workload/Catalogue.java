package dev.handoff.workload;

import dev.handoff.spi.Payload;
import dev.handoff.workload.FlatPayload.Content;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The payloads that come with Handoff: the one place that lists them. What the command line reads, what its help and the
 * errors say, and what the tests try follows from this list.
 */
public final class Catalogue {
    private static final List<Kind> KINDS = List.of(
            new Kind("one", "the integer 1", "one", read -> {
                Lengths.checked("one", read, 0, 0);
                return new OnePayload();
            }),
            flat(Content.ZEROS, "SHAPE", "a block of doubles, all zeros", "128x1024"),
            flat(Content.RANDOM, "SHAPE", "a block of random doubles", "128x1024"),
            new Kind(
                    "nested:SHAPE",
                    "the same random doubles as arrays of arrays, of 1 to 3 dimensions",
                    "nested:128x1024",
                    NestedPayload::new),
            flat(Content.IMAGE_FLOAT, "HxWxC", "a block of random floats: height, width, channels", "256x256x4"),
            flat(Content.IMAGE_BYTE, "HxWxC", "a block of random bytes: height, width, channels", "512x512x4"),
            counted("records", "a list of N records: a number, a name, a count, a value", 37_449, RecordsPayload::new),
            counted(
                    "table",
                    "the same N rows as a Tablesaw table, an array for each column",
                    37_449,
                    TablePayload::new),
            flat(Content.COLUMNS, "N", "the numbers of the same N rows as a block of doubles, [3, N]", "43691"),
            counted("text", "N characters of several alphabets", 524_288, TextPayload::new),
            flat(Content.BYTES, "N", "a block of N random bytes", "1048576"));

    private Catalogue() {}

    /**
     * One kind of payload.
     *
     * @param form how it is described: a name and, behind a colon, what its lengths are called
     * @param what it is, in a few words
     * @param example the description of one that has about a mebibyte
     * @param maker makes the payload with the lengths of a description
     */
    private record Kind(String form, String what, String example, Function<List<Long>, Payload<?>> maker) {
        String name() {
            return form.replaceFirst(":.*", "");
        }
    }

    private static Kind flat(Content content, String lengths, String what, String example) {
        return new Kind(
                content.label() + ":" + lengths,
                what,
                content.label() + ":" + example,
                read -> new FlatPayload(content, read));
    }

    private static Kind counted(String name, String what, int example, LongFunction<Payload<?>> maker) {
        return new Kind(
                name + ":N",
                what,
                name + ":" + example,
                read -> maker.apply(Lengths.checked(name, read, 1, 1).getFirst()));
    }

    /**
     * Reads a description.
     *
     * @param text for instance {@code zeros:1500x1500x3}; a payload's own {@link Payload#describe} gives it back
     * @return the payload
     * @throws IllegalArgumentException if it is none; it says what is allowed
     */
    public static Payload<?> named(String text) {
        if (text.startsWith(ReadWhole.PREFIX)) {
            return new ReadWhole<>(named(text.substring(ReadWhole.PREFIX.length())));
        }
        int colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        var lengths = colon < 0 ? "" : text.substring(colon);
        return KINDS.stream()
                .filter(kind -> kind.name().equals(name) && lengths.matches("(:\\d{1,18}(x\\d{1,18})*)?"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("payload \"" + text + "\" is not one of "
                        + String.join(", ", forms().keySet()) + ", with a SHAPE such as 1500x1500x3"))
                .maker()
                .apply(Lengths.parse(lengths));
    }

    /**
     * One payload of every kind, each of about a mebibyte, but for the integer 1.
     *
     * @return the payloads
     */
    public static List<Payload<?>> all() {
        return KINDS.stream().<Payload<?>>map(kind -> named(kind.example())).toList();
    }

    /**
     * What {@link #named} reads.
     *
     * @return how each kind is described, and what it is
     */
    public static SequencedMap<String, String> forms() {
        var forms = new LinkedHashMap<String, String>();
        KINDS.forEach(kind -> forms.put(kind.form(), kind.what()));
        forms.put(ReadWhole.PREFIX + "PAYLOAD", "any of these, compared from end to end with what was sent");
        return Collections.unmodifiableSequencedMap(forms);
    }
}
