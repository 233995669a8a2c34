package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import dev.handoff.workload.FlatPayload.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatPayloadTest {
    /** Memory that is not zeros, as it comes from a slot that was used before. */
    private static SegmentAllocator used(Arena arena) {
        return (bytes, alignment) -> arena.allocate(bytes, alignment).fill((byte) 0xA5);
    }

    @Test
    void anObjectGraphIsNotFlat() {
        assertThatThrownBy(() -> FlatPayload.parse("text:3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payload \"text:3\" is not one block of numbers, as zeros:1000 is");
    }

    @Test
    void aSizeThatNoMachineHasIsRefused() {
        assertThatThrownBy(() -> FlatPayload.parse("zeros:1000000000x1000000000x9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [1000000000, 1000000000, 9] takes more than 2^63 bytes");
        assertThatThrownBy(() -> new FlatPayload(Content.ZEROS, List.of(3L, -1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [3, -1] has a negative length");
        assertThatThrownBy(() -> new FlatPayload(Content.ZEROS, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payload zeros takes 1 to 8 lengths; [] has 0");
    }

    @Test
    void everyByteIsWrittenWhateverTheMemoryHeld() {
        try (var arena = Arena.ofConfined()) {
            var made = FlatPayload.parse("zeros:10x10").make(1, 2, used(arena));
            long stamp = 2L << 40 | 2;
            var longs = made.data().toArray(ValueLayout.JAVA_LONG);
            for (int i = 0; i < longs.length; i++) {
                assertThat(longs[i]).as("element %s", i).isEqualTo(i == 0 || i == 50 || i == 99 ? stamp : 0);
            }
        }
    }

    @Test
    void randomContentIsAnotherInEachMessageAndTheSameInEachRun() {
        var payload = FlatPayload.parse("random:100");
        try (var arena = Arena.ofConfined()) {
            var first = payload.make(1, 2, used(arena));
            assertThat(payload.make(1, 2, used(arena)).data().mismatch(first.data()))
                    .isEqualTo(-1);
            for (var other : List.of(payload.make(1, 3, used(arena)), payload.make(2, 2, used(arena)))) {
                assertThat(other.data().get(ValueLayout.JAVA_DOUBLE, 8))
                        .isNotEqualTo(first.data().get(ValueLayout.JAVA_DOUBLE, 8));
            }
            for (double number : first.data().asSlice(8, 8 * 40).toArray(ValueLayout.JAVA_DOUBLE)) {
                assertThat(number).isBetween(0.0, Math.nextDown(1.0));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,first", "400,middle", "792,last"})
    void aStampThatIsMissingIsNamed(long offset, String place) {
        var payload = FlatPayload.parse("zeros:100");
        try (var arena = Arena.ofConfined()) {
            var made = payload.make(3, 70, used(arena));
            made.data().set(ValueLayout.JAVA_LONG, offset, 6L << 40 | 6);
            assertThatThrownBy(() -> payload.check(made, 3, 70))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("the " + place + " stamp of message 70 of worker 3 reads worker 5, message 6");
        }
    }

    @Test
    void memoryThatNobodyWroteIsNotTheVeryFirstMessage() {
        var payload = FlatPayload.parse("zeros:100");
        var untouched = new Tensor(ElementType.DOUBLE, List.of(100L), MemorySegment.ofArray(new double[100]));
        assertThatThrownBy(() -> payload.check(untouched, 0, 0))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("the first stamp of message 0 of worker 0 reads 0, which is no stamp");
    }

    @Test
    void anotherObjectIsNamed() {
        var payload = FlatPayload.parse("zeros:2x3");
        assertThatThrownBy(() -> payload.check(1, 0, 4))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("message 4 of worker 0 should be zeros:2x3, but is 1");
        var other = new Tensor(ElementType.DOUBLE, List.of(3L, 2L), MemorySegment.ofArray(new double[6]));
        assertThatThrownBy(() -> payload.check(other, 0, 4))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("message 4 of worker 0 should be zeros:2x3, but is DOUBLE [3, 2]");
    }

    /** Parent and workers of two languages can only check each other's kind of payload if both stamp alike. */
    @ParameterizedTest
    @ValueSource(strings = {"zeros:1", "zeros:2", "zeros:3", "zeros:4", "zeros:10x7", "zeros:33x3x3"})
    void thePythonTwinMakesTheSameBytes(String text) throws IOException {
        var python = System.getenv("HANDOFF_PYTHON");
        assumeTrue(python != null, "HANDOFF_PYTHON is not set; ./handoff test sets it");
        var script = "import sys; sys.path.insert(0, 'src/main/resources/dev/handoff/baseline'); import payload;"
                + " sys.stdout.buffer.write(payload.Payload(sys.argv[1]).make(None, 15, 1234567).tobytes())";
        var process = new ProcessBuilder(python, "-B", "-c", script, text)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var bytes = process.getInputStream().readAllBytes();
        process.onExit().join();
        try (var arena = Arena.ofConfined()) {
            var ours = FlatPayload.parse(text).make(15, 1_234_567, used(arena));
            assertThat(bytes).isEqualTo(ours.data().toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
