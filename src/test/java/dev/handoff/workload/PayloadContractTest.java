package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every payload of the catalogue promises. A new one joins by being listed there. */
class PayloadContractTest {
    private static final int WORKER = 3;
    private static final long SEQUENCE = 70;
    private static final Map<Payload<?>, Object> EXAMPLES = Catalogue.all().stream()
            .collect(Collectors.toMap(payload -> payload, payload -> make(payload, WORKER, SEQUENCE)));

    /** The examples, and each kind with the smallest and with some random lengths. */
    static List<String> descriptions() {
        List<String> texts =
                new ArrayList<>(Catalogue.all().stream().map(Payload::describe).toList());
        var random = new Random(20_230_301);
        for (var form : Catalogue.forms().keySet()) {
            for (var lengths : List.of("0", "1", "2", "3", "15", "16", "17", "48", "67")) {
                texts.add(form.replaceFirst("SHAPE|N$", lengths).replaceFirst("HxWxC", lengths + "x1x1"));
            }
            for (int i = 0; i < 2; i++) {
                var three = random.nextInt(5) + "x" + random.nextInt(9) + "x" + random.nextInt(4);
                texts.add(form.replaceFirst("SHAPE|HxWxC", three).replaceFirst("N$", "" + random.nextInt(200)));
            }
        }
        return texts.stream()
                .map(text -> text.replace("PAYLOAD", "random:9"))
                .distinct()
                .toList();
    }

    private static Object make(Payload<?> payload, int worker, long sequence) {
        // not zeros: memory comes as it was left
        return payload.make(
                worker,
                sequence,
                (bytes, alignment) -> Arena.ofAuto().allocate(bytes, alignment).fill((byte) 0xA5));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void aDescriptionMakesThePayloadAndThePayloadTheDescription(String text) {
        var payload = Catalogue.named(text);
        assertThat(payload.describe()).isEqualTo(text);
        assertThat(Catalogue.named(payload.describe())).isEqualTo(payload);
    }

    @ParameterizedTest
    @CsvSource({
        "one, 4",
        "zeros:1500x1500x3, 54000000",
        "zeros:1x1x1x1x1x1x1x2, 16",
        "random:2x0x5, 0",
        "nested:1500x1500x3, 54000000",
        "image-float:480x640x3, 3686400",
        "image-byte:480x640x3, 921600",
        "records:1000000000, 28000000000",
        "table:1000, 28000",
        "columns:1000, 24000",
        "text:1000000000, 2000000000",
        "bytes:4294967296, 4294967296",
        "read-whole:bytes:7, 7"
    })
    void knowsItsBytes(String text, long bytes) {
        assertThat(Catalogue.named(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void whatIsFlatIsATensorOfAsManyBytes(String text) {
        var payload = Catalogue.named(text);
        var made = make(payload, WORKER, SEQUENCE);
        assertThat(made instanceof Tensor).isEqualTo(payload.isFlat());
        if (made instanceof Tensor tensor) {
            assertThat(tensor.data().byteSize()).isEqualTo(payload.bytes());
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void passesItsOwnCheckAndIsTheSameEachTime(String text) throws IOException, ClassNotFoundException {
        var payload = Catalogue.named(text);
        var made = make(payload, WORKER, SEQUENCE);
        assertThatCode(() -> payload.check(made, WORKER, SEQUENCE)).doesNotThrowAnyException();
        // a worker's payload is another one, which came to it by serialization
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(payload);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var theirs = (Payload<?>) in.readObject();
            assertThat(theirs).isEqualTo(payload);
            new ReadWhole<>(payload).check(make(theirs, WORKER, SEQUENCE), WORKER, SEQUENCE);
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void anotherMessageIsRefused(String text) {
        var payload = Catalogue.named(text);
        // the integer, and what is too small, bears no stamp
        if (payload.bytes() >= (text.startsWith("text") ? 32 : 8)) {
            for (var got : List.of(make(payload, WORKER, 71), make(payload, 5, 70))) {
                assertThatThrownBy(() -> payload.check(got, WORKER, SEQUENCE))
                        .isInstanceOf(CorruptMessageException.class)
                        .hasMessageStartingWith("the first stamp of message 70 of worker 3 reads ");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void anotherObjectIsRefused(String text) {
        var payload = Catalogue.named(text);
        EXAMPLES.forEach((other, got) -> {
            if (!isAlike(payload, other)) {
                assertRefused(payload, got);
            }
        });
        for (var got : Arrays.asList(null, 2, 'c', new Object[0], new int[3], new double[1][1][1][1])) {
            assertRefused(payload, got);
        }
    }

    private static void assertRefused(Payload<?> payload, Object got) {
        assertThatThrownBy(() -> payload.check(got, WORKER, SEQUENCE))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageStartingWith("message 70 of worker 3 should be ")
                .hasMessageContaining(", but is ");
    }

    /** Zeros and random numbers in the same shape are told from each other only when they are read whole. */
    private static boolean isAlike(Payload<?> one, Payload<?> other) {
        return one.equals(other)
                || (one instanceof FlatPayload a
                        && other instanceof FlatPayload b
                        && a.type() == b.type()
                        && a.shape().equals(b.shape()));
    }

    @ParameterizedTest
    @CsvSource({
        "zeros:3x4, zeros:3x3, 'DOUBLE [3, 3]'",
        "nested:3, nested:2, a double[] of 2",
        "nested:3x4, nested:2x4, a double[][] of 2",
        "nested:3x4, nested:3x3, a double[][] of 3",
        "nested:3x4x2, nested:3x3x2, a double[][][] of 3",
        "nested:3x4x2, nested:3x4x1, a double[][][] of 3",
        "nested:3x0, nested:2x0, a double[][] of 2",
        "nested:3x0, nested:3x1, a double[][] of 3",
        "nested:0, nested:0x0, a double[][] of 0",
        "records:4, records:3, a list of 3",
        "table:4, table:3, a dev.handoff.workload.TableGraph",
        "text:40, text:39, a text of 39",
        "bytes:40, bytes:39, 'BYTE [39]'"
    })
    void oneOfAnotherSizeIsNamed(String expected, String given, String named) {
        var payload = Catalogue.named(expected);
        var got = make(Catalogue.named(given), WORKER, SEQUENCE);
        assertThatThrownBy(() -> payload.check(got, WORKER, SEQUENCE))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("message 70 of worker 3 should be " + expected + ", but is " + named);
    }
}
