package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Tensor;
import java.io.File;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class JavaCodecTest {
    private final JavaCodec codec = new JavaCodec();

    @Test
    void aTensorLargerThanWhatIsTakenOnTrustComesBackWhole() {
        var bytes = new byte[(64 << 20) + 100_003];
        new Random(5).nextBytes(bytes);
        var sent = new Tensor(ElementType.BYTE, List.of((long) bytes.length), MemorySegment.ofArray(bytes));
        var got = (Tensor) Bytes.decode(codec, Bytes.encode(codec, sent));
        assertThat(got.data().mismatch(sent.data())).isEqualTo(-1);
    }

    @Test
    void whatCannotBeSerializedIsNamedEvenDeepInside() {
        assertThatThrownBy(() -> Bytes.encode(codec, new ArrayList<>(List.of(List.of(new Unserializable())))))
                .isInstanceOf(EncodingException.class)
                .hasMessage("the java codec cannot encode a java.util.ArrayList: [0][0] is a "
                        + Unserializable.class.getTypeName()
                        + ", which does not implement java.io.Serializable"
                        + "; let it do so, or try another codec");
    }

    @Test
    void aMapWithAKeyAndNoValueIsRefused() {
        var bytes = Bytes.encode(codec, Map.of("a", 1));
        var count = new byte[] {0x77, 4, 0, 0, 0, 2}; // a block of four bytes: how many keys and values follow
        int at = 0;
        while (!Arrays.equals(bytes, at, at + count.length, count, 0, count.length)) {
            at++;
        }
        bytes[at + count.length - 1] = 1;
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("not an object that the java codec reads: java.lang.InternalError: length is odd");
    }

    /** Parts of them have classes that the reader has never heard of. */
    @Test
    void valuesOfTheJdkComeBack() {
        for (var sent : List.of(
                new BigDecimal("9.99"),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new TreeMap<>(Map.of(1, 2, 7, 8)).headMap(5),
                EnumSet.of(Thread.State.NEW),
                Collections.synchronizedList(new ArrayList<>(List.of(1))))) {
            var told = codec.allowing(Types.of(sent));
            assertThat(Bytes.decode(told, Bytes.encode(told, sent))).isEqualTo(sent);
        }
    }

    private static final class Unserializable {}

    private record Mine(int number) implements Serializable {}

    @Test
    void anyOtherClassIsRefusedByName() {
        for (var value : List.of(new File("x"), List.of(1, new File("x")), new File[] {new File("x")})) {
            var bytes = Bytes.encode(codec, value);
            assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("the java codec does not read a java.io.File; "
                            + "it reads numbers, text, tensors, plain collections, the classes of the payload, and"
                            + " arrays of those");
        }
        var mine = Bytes.encode(codec, new Mine(1));
        assertThatThrownBy(() -> Bytes.decode(codec, mine)).hasMessageContaining("$Mine;");
    }

    @Test
    void anArrayThatIsAnnouncedAndDoesNotComeTakesNoMemory() {
        long before = allocated();
        for (var value : List.of(new int[77_777], new Object[77_777], new byte[7][77_777])) {
            var bytes = Bytes.encode(codec, value);
            var buffer = ByteBuffer.wrap(bytes);
            int at = 0;
            while (buffer.getInt(at) != 77_777) {
                at++;
            }
            buffer.putInt(at, Integer.MAX_VALUE);
            assertThatThrownBy(() -> Bytes.decode(codec, bytes)).isInstanceOf(CorruptMessageException.class);
        }
        assertThat(allocated() - before).isLessThan(64 << 20);
    }

    @Test
    void aCollectionThatIsAnnouncedAndDoesNotComeTakesNoMemory() {
        var list = new ArrayList<>();
        var map = new HashMap<Integer, Integer>();
        for (int i = 0; i < 777; i++) {
            list.add(i);
            map.put(i, i);
        }
        long before = allocated();
        for (var value : List.of(list, map, List.copyOf(list))) {
            var bytes = Bytes.encode(codec, value);
            var buffer = ByteBuffer.wrap(bytes);
            for (int at = 0; at + 4 <= 400; at++) {
                if (buffer.getInt(at) == 777) {
                    buffer.putInt(at, 1 << 30);
                }
            }
            assertThatThrownBy(() -> Bytes.decode(codec, bytes)).isInstanceOf(CorruptMessageException.class);
        }
        assertThat(allocated() - before).isLessThan(64 << 20);
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }
}
