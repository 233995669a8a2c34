package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every codec promises. A new one joins by being listed. */
class CodecContractTest {
    private static final long MUCH = 70L << 20;

    static List<Codec> codecs() {
        return List.of(new JavaCodec(), new RawCodec());
    }

    static Stream<Arguments> codecsAndPayloads() {
        return codecs().stream().flatMap(codec -> payloads().map(payload -> Arguments.of(codec, payload)));
    }

    /** The integers that runs send, and a tensor of each type in each shape, with random bytes in it. */
    private static Stream<Object> payloads() {
        List<Object> payloads = new ArrayList<>(List.of(1, 0, Integer.MIN_VALUE, doubles(), floats()));
        var random = new Random(1);
        var shapes = List.of(
                shape(), shape(1), shape(0), shape(3, 0, 2), shape(7), shape(2, 3, 4), shape(1, 1, 1, 1, 1, 1, 1, 2));
        for (var type : ElementType.values()) {
            shapes.forEach(shape -> payloads.add(tensor(type, shape, random)));
        }
        // around the pieces in which a block may be written
        for (long bytes : new long[] {1023, 1024, 1025, 65_535, 65_536, 65_537, 200_000}) {
            payloads.add(tensor(ElementType.BYTE, shape(bytes), random));
        }
        return payloads.stream();
    }

    private static List<Long> shape(long... lengths) {
        return Arrays.stream(lengths).boxed().toList();
    }

    private static Tensor tensor(ElementType type, List<Long> shape, Random random) {
        var bytes = new byte[(int) Tensor.bytes(type, shape)];
        random.nextBytes(bytes);
        return new Tensor(type, shape, MemorySegment.ofArray(bytes));
    }

    private static Tensor doubles() {
        double[] values = {
            Double.NaN,
            Double.longBitsToDouble(0x7ff0_0000_dead_beefL), // a signalling NaN with something to lose
            -0.0,
            0.0,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE
        };
        return new Tensor(ElementType.DOUBLE, shape(values.length), MemorySegment.ofArray(values));
    }

    private static Tensor floats() {
        float[] values = {Float.NaN, -0.0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 1};
        return new Tensor(ElementType.FLOAT, shape(2, 3), MemorySegment.ofArray(values));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("codecsAndPayloads")
    void whatComesBackIsWhatWentIn(Codec codec, Object payload) {
        var bytes = Bytes.encode(codec, payload);
        var back = Bytes.decode(codec, bytes);
        if (payload instanceof Tensor sent) {
            assertThat(back).isInstanceOf(Tensor.class);
            var got = (Tensor) back;
            assertThat(got.type()).isEqualTo(sent.type());
            assertThat(got.shape()).isEqualTo(sent.shape());
            assertThat(got.data().mismatch(sent.data())).isEqualTo(-1);
            readAsItsType(got);
        } else {
            assertThat(back).isEqualTo(payload);
        }
        long announced = codec.size(payload);
        assertThat(announced).isIn(-1L, (long) bytes.length);
    }

    /** Throws if the block is not aligned for its own type. */
    private static void readAsItsType(Tensor tensor) {
        var layout = switch (tensor.type()) {
            case BYTE, BOOLEAN -> ValueLayout.JAVA_BYTE;
            case SHORT -> ValueLayout.JAVA_SHORT;
            case INT -> ValueLayout.JAVA_INT;
            case LONG -> ValueLayout.JAVA_LONG;
            case FLOAT -> ValueLayout.JAVA_FLOAT;
            case DOUBLE -> ValueLayout.JAVA_DOUBLE;
        };
        if (tensor.data().byteSize() > 0) {
            layout.varHandle().get(tensor.data(), 0L);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void travelsToAWorker(Codec codec) throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(codec);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(codec);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void whateverIsMissingAtTheEndIsNoticed(Codec codec) {
        for (var payload : List.of(1, doubles())) {
            var bytes = Bytes.encode(codec, payload);
            for (int length = 0; length < bytes.length; length++) {
                var cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> Bytes.decode(codec, cut))
                        .as("%s of %s bytes of %s", length, bytes.length, payload)
                        .isInstanceOf(CorruptMessageException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void bytesAfterTheEndAreNoticed(Codec codec) {
        for (var payload : List.of(1, doubles())) {
            var bytes = Bytes.encode(codec, payload);
            var more = Arrays.copyOf(bytes, bytes.length + 3);
            assertThatThrownBy(() -> Bytes.decode(codec, more))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("the message goes on for 3 bytes after what the %s codec reads", codec.name());
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void whateverBytesComeTheAnswerIsAnObjectOrThatTheyAreCorruptAndTakesLittleMemory(Codec codec) {
        var random = new Random(20_230_301);
        for (var payload : List.of(1, floats(), tensor(ElementType.BYTE, shape(3, 40), random))) {
            var bytes = Bytes.encode(codec, payload);
            for (int at = 0; at < Math.min(bytes.length, 400); at++) {
                for (int times = 0; times < 3; times++) {
                    var changed = bytes.clone();
                    changed[at] = (byte) (times == 0 ? 0x7f : times == 1 ? 0xff : random.nextInt());
                    decodeOrRefuse(codec, changed, "byte %d of %d of %s".formatted(at, bytes.length, payload));
                }
            }
        }
        for (int i = 0; i < 200; i++) {
            var noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            decodeOrRefuse(codec, noise, "noise " + i);
        }
    }

    private static void decodeOrRefuse(Codec codec, byte[] bytes, String what) {
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Bytes.decode(codec, bytes);
        } catch (CorruptMessageException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (Throwable e) {
            throw new AssertionError(what + " made the " + codec.name() + " codec throw " + e, e);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).as(what).isLessThan(MUCH);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void aBlockThatIsAnnouncedAndDoesNotComeTakesLittleMemory(Codec codec) {
        var tensor = tensor(ElementType.BYTE, shape(4_000), new Random(3));
        var bytes = Bytes.encode(codec, tensor);
        for (long length : new long[] {4_001, 1L << 31, 1L << 40, Long.MAX_VALUE, -1}) {
            // the one length of the shape, in the byte order in which this codec writes it
            var changed = replace(bytes, 4_000, length);
            assertThatThrownBy(() -> Bytes.decode(codec, changed))
                    .as("%s bytes", length)
                    .isInstanceOf(CorruptMessageException.class);
            decodeOrRefuse(codec, changed, length + " bytes");
        }
    }

    private static byte[] replace(byte[] bytes, long what, long by) {
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var buffer = ByteBuffer.wrap(bytes.clone()).order(order);
            for (int at = 0; at + 8 <= Math.min(bytes.length, 500); at++) {
                if (buffer.getLong(at) == what) {
                    return buffer.putLong(at, by).array();
                }
            }
        }
        throw new AssertionError("the length is not in these bytes");
    }
}
