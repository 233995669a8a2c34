package dev.handoff.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.chaos.Residue;
import dev.handoff.memory.Region;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.HandoffException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SharedArrayTest {
    private final Residue before = Residue.now();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Residue.now()).isEqualTo(before);
    }

    /** Values that a wrong width, sign or offset would change. */
    static Stream<Arguments> contents() {
        return Stream.of(
                arguments(ElementType.BOOLEAN, new boolean[] {true, false, true}),
                arguments(ElementType.BYTE, new byte[] {Byte.MIN_VALUE, -1, Byte.MAX_VALUE}),
                arguments(ElementType.SHORT, new short[] {Short.MIN_VALUE, -1, Short.MAX_VALUE}),
                arguments(ElementType.INT, new int[] {Integer.MIN_VALUE, -1, Integer.MAX_VALUE}),
                arguments(ElementType.LONG, new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}),
                arguments(ElementType.FLOAT, new float[] {-0.0f, Float.NaN, Float.MIN_VALUE}),
                arguments(ElementType.DOUBLE, new double[] {-0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE}));
    }

    @Test
    void everyTypeHasItsContents() {
        assertThat(contents().map(content -> content.get()[0]))
                .containsExactlyInAnyOrder((Object[]) ElementType.values());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void whatOneWritesAnotherReadsElementByElementAndInBulk(ElementType type, Object content) {
        try (var array = SharedArray.create(type, 5);
                var other = array.address().attach()) {
            assertThat(other.type()).isEqualTo(type);
            assertThat(other.shape()).containsExactly(5L);
            for (int i = 0; i < 3; i++) {
                set(array, 1 + i, Array.get(content, i));
            }
            var got = Array.newInstance(content.getClass().getComponentType(), 3);
            other.read(1, got);
            assertThat(got).isEqualTo(content);

            other.write(2, content);
            for (int i = 0; i < 3; i++) {
                assertThat(get(array, 2 + i)).isEqualTo(number(Array.get(content, i)));
            }
            assertThat(get(array, 0)).as("what nobody wrote").isEqualTo(number(Array.get(newArray(content), 0)));
            assertThat(get(array, 1)).isEqualTo(number(Array.get(content, 0)));
        }
    }

    private static Object newArray(Object like) {
        return Array.newInstance(like.getClass().getComponentType(), 1);
    }

    private static Object number(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? 1L : 0L;
            case Float number -> number.doubleValue();
            case Double number -> number;
            default -> ((Number) value).longValue();
        };
    }

    private static boolean isWhole(SharedArray array) {
        return array.type() != ElementType.FLOAT && array.type() != ElementType.DOUBLE;
    }

    private static void set(SharedArray array, long index, Object value) {
        switch (number(value)) {
            case Long number -> array.setLong(index, number);
            case Double number -> array.setDouble(index, number);
            default -> throw new AssertionError(value);
        }
    }

    private static Object get(SharedArray array, long index) {
        return isWhole(array) ? (Object) array.getLong(index) : (Object) array.getDouble(index);
    }

    @ParameterizedTest
    @EnumSource
    void segmentAndTensorAreTheSameMemory(ElementType type) {
        try (var array = SharedArray.create(type, 2, 3)) {
            array.segment().set(ValueLayout.JAVA_BYTE, 5 * type.bytes(), (byte) 1);
            assertThat(get(array, array.index(1, 2))).isNotEqualTo(number(get(array, 0)));
            assertThat(array.tensor().type()).isEqualTo(type);
            assertThat(array.tensor().shape()).containsExactly(2L, 3L);
            assertThat(array.tensor().data().address())
                    .isEqualTo(array.segment().address());
            assertThat(array.segment().byteSize()).isEqualTo(6 * type.bytes());
            assertThat(array.segment().address() % 64).isZero();
        }
    }

    @Test
    void aCopyOfATensorIsATensorOfItsOwn() {
        try (var array = SharedArray.create(ElementType.INT, 2, 2)) {
            array.write(0, new int[] {1, 2, 3, 4});
            try (var copy = SharedArray.copyOf(array.tensor())) {
                array.setLong(0, 9);
                assertThat(copy.tensor().data().toArray(ValueLayout.JAVA_INT)).containsExactly(1, 2, 3, 4);
                assertThat(copy.shape()).isEqualTo(array.shape());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOLEAN", "BYTE", "SHORT", "INT", "LONG"})
    void wholeNumbersAreReadAndWrittenAtOnceForOthers(ElementType type) {
        try (var array = SharedArray.create(type, 3)) {
            array.setVolatile(1, 1);
            assertThat(array.getVolatile(1)).isEqualTo(1);
            assertThat(array.getLong(0) + array.getLong(2)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INT", "LONG"})
    void additionAndExchangeAreOneStep(ElementType type) {
        try (var array = SharedArray.create(type, 3)) {
            assertThat(array.getAndAdd(1, 5)).isZero();
            assertThat(array.getAndAdd(1, -7)).isEqualTo(5);
            assertThat(array.compareAndSet(1, -3, 1)).isFalse();
            assertThat(array.compareAndSet(1, -2, 1)).isTrue();
            assertThat(array.getLong(1)).isEqualTo(1);
            assertThat(array.getLong(0) + array.getLong(2)).isZero();
        }
    }

    /** Whatever the shape, counting through the last index first counts the elements from 0 up. */
    @Test
    void indicesCountRowByRow() {
        var random = new Random(1);
        for (int round = 0; round < 50; round++) {
            var shape = LongStream.generate(() -> 1 + random.nextInt(4))
                    .limit(random.nextInt(6))
                    .toArray();
            try (var array = SharedArray.create(ElementType.BYTE, shape)) {
                var indices = new long[shape.length];
                for (long expected = 0; expected < array.length(); expected++) {
                    assertThat(array.index(indices)).isEqualTo(expected);
                    for (int d = shape.length - 1; d >= 0 && ++indices[d] == shape[d]; d--) {
                        indices[d] = 0;
                    }
                }
                assertThat(indices).containsOnly(new long[shape.length]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | index -1 of 6 elements; from 0 to 5",
                "6 | index 6 of 6 elements; from 0 to 5",
                "4294967296 | index 4294967296 of 6 elements; from 0 to 5"
            })
    void anElementThatIsNotThereIsRefused(long index, String message) {
        try (var longs = SharedArray.create(ElementType.LONG, 2, 3);
                var doubles = SharedArray.create(ElementType.DOUBLE, 2, 3)) {
            Stream.<ThrowingCallable>of(
                            () -> longs.getLong(index),
                            () -> longs.setLong(index, 1),
                            () -> longs.getVolatile(index),
                            () -> longs.setVolatile(index, 1),
                            () -> longs.getAndAdd(index, 1),
                            () -> longs.compareAndSet(index, 0, 1),
                            () -> doubles.getDouble(index),
                            () -> doubles.setDouble(index, 1))
                    .forEach(access -> outOfBounds(access, message));
        }
    }

    private static void outOfBounds(ThrowingCallable access, String message) {
        assertThatThrownBy(access).isInstanceOf(IndexOutOfBoundsException.class).hasMessage(message);
    }

    @Test
    void indicesAndRangesThatAreNotThereAreRefused() {
        try (var array = SharedArray.create(ElementType.INT, 2, 3);
                var empty = SharedArray.create(ElementType.INT, 0)) {
            outOfBounds(() -> array.index(1, 3), "index 3 in dimension 1 of shape [2, 3]");
            outOfBounds(() -> array.index(-1, 0), "index -1 in dimension 0 of shape [2, 3]");
            assertThatThrownBy(() -> array.index(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1 indices for shape [2, 3]; one for each of its 2 dimensions");
            outOfBounds(() -> empty.getLong(0), "index 0 of 0 elements");
            outOfBounds(() -> array.write(4, new int[3]), "3 elements from index 4 on, in an array of 6");
            outOfBounds(() -> array.read(-1, new int[3]), "3 elements from index -1 on, in an array of 6");
            outOfBounds(
                    () -> array.read(Long.MAX_VALUE, new int[3]),
                    "3 elements from index 9223372036854775807 on, in an array of 6");
        }
    }

    @Test
    void aValueThatDoesNotFitIsRefused() {
        try (var flags = SharedArray.create(ElementType.BOOLEAN, 1);
                var bytes = SharedArray.create(ElementType.BYTE, 1);
                var ints = SharedArray.create(ElementType.INT, 1)) {
            refused(() -> flags.setLong(0, 2), "2 is no boolean; from 0 to 1");
            refused(() -> bytes.setVolatile(0, 128), "128 is no byte; from -128 to 127");
            refused(() -> ints.setLong(0, 1L << 31), "2147483648 is no int; from -2147483648 to 2147483647");
            refused(
                    () -> ints.getAndAdd(0, Long.MIN_VALUE),
                    "-9223372036854775808 is no int; from -2147483648 to 2147483647");
            refused(
                    () -> ints.write(0, new long[1]),
                    "this array holds int; it copies int[] or a MemorySegment, not long[]");
            refused(
                    () -> ints.write(0, MemorySegment.ofArray(new byte[6])),
                    "6 bytes are no whole number of elements of 4 bytes");
        }
    }

    private static void refused(ThrowingCallable access, String message) {
        assertThatThrownBy(access).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void accessThatIsNotForTheTypeSaysWhatIs() {
        try (var doubles = SharedArray.create(ElementType.DOUBLE, 1);
                var shorts = SharedArray.create(ElementType.SHORT, 1)) {
            notFor(() -> doubles.getLong(0), "this array holds double; use getDouble");
            notFor(() -> doubles.setLong(0, 1), "this array holds double; use setDouble");
            notFor(() -> doubles.getVolatile(0), "this array holds double; volatile access is for whole numbers");
            notFor(() -> doubles.setVolatile(0, 1), "this array holds double; volatile access is for whole numbers");
            notFor(() -> shorts.getDouble(0), "this array holds short; use getLong");
            notFor(() -> shorts.setDouble(0, 1), "this array holds short; use setLong");
            notFor(() -> shorts.getAndAdd(0, 1), "this array holds short; atomic access is for int and long");
            notFor(() -> shorts.compareAndSet(0, 0, 1), "this array holds short; atomic access is for int and long");
        }
    }

    private static void notFor(ThrowingCallable access, String message) {
        assertThatThrownBy(access).isInstanceOf(IllegalStateException.class).hasMessage(message);
    }

    @Test
    void whoHasAttachedKeepsTheMemoryAndNobodyAttachesAfterwards() {
        var array = SharedArray.create(ElementType.LONG, 1);
        var address = array.address();
        try (var other = address.attach()) {
            array.setLong(0, 7);
            array.close();
            array.close(); // does nothing
            assertThat(other.getLong(0)).isEqualTo(7);
            assertThatThrownBy(() -> array.getLong(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(address::attach)
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("shared memory " + address.path()
                            + " is gone: the process that made it has ended or has closed it");
        }
    }

    @Test
    void whatIsNoSharedArrayIsNotAttachedTo() {
        noArray(64, "no shared array: 64 bytes");
        noArray(4096, "no raw header: magic 00000000, version 0, type 0, 0 dimensions, boxed 0");
        try (var region = Region.create("cut", 128 + 8);
                var array = SharedArray.create(ElementType.LONG, 2);
                var whole = Region.open(array.address().path())) {
            region.segment().copyFrom(whole.segment().asSlice(0, 128));
            assertThatThrownBy(() -> new SharedArray.Address(region.path()).attach())
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("no shared array: long [2] in 136 bytes");
        }
    }

    private static void noArray(long bytes, String message) {
        try (var region = Region.create("other", bytes)) {
            assertThatThrownBy(() -> new SharedArray.Address(region.path()).attach())
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefused() {
        assertThatThrownBy(() -> SharedArray.create(ElementType.DOUBLE, 1L << 50, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "a shared array of double \\[1125899906842624, 3] takes 27021597764222976 bytes, and"
                                + " \\d+ are available");
        assertThatThrownBy(() -> SharedArray.create(ElementType.DOUBLE, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [-1] has a negative length");
    }

    @Test
    void anArrayWithoutDimensionsIsOneElement() {
        try (var array = SharedArray.create(ElementType.DOUBLE)) {
            array.setDouble(array.index(), 1.5);
            assertThat(array.shape()).isEqualTo(List.of());
            assertThat(array.length()).isEqualTo(1);
            assertThat(array.getDouble(0)).isEqualTo(1.5);
        }
    }
}
